export const handOver = {
  title: 'Hand over',
  lead: 'What the people who run and use the server need from you. Nothing of this is kept on this laptop unless you save it.',
  working: 'Putting together what is to be handed over',
  addresses: {
    title: 'Where teachers open it',
    label: 'Address',
    open: 'Open it now',
  },
  signIn: {
    title: 'First sign-in',
    text: 'The first administrator signs in with this and must choose a new password at once. It is shown only until you say that you have it; then it is removed from the server and from here.',
    show: 'Show the first sign-in',
    user: 'User name',
    password: 'Password for the first time',
    label: 'First sign-in',
    have: 'I have written it down or handed it over',
    forgetIt: 'Remove it for ever',
    gone: 'The first sign-in was handed over and removed.',
    none: 'There is no first sign-in to hand over: it was acknowledged before, or the administrator has signed in already.',
  },
  trust: {
    title: 'Trust kit for the computers',
    text: 'With this on a computer, its browser trusts the server’s certificate and shows no warning. For many computers, hand it to whoever runs them.',
    plain: 'The server is set up without encryption, so that no certificate is to be spread.',
    subject: 'Authority',
    until: 'Valid until',
    fingerprint: 'Fingerprint',
    save: (name: string) => `Save ${name}`,
  },
  told: {
    title: 'Who is told when something is wrong',
    text: 'Somebody should hear of trouble before the teachers do. A mail server is only known to work when a mail has arrived: send a test, and ask the recipients.',
  },
  report: {
    title: 'Report',
    text: 'A page in plain words for the principal, then what was checked, what was changed and how to undo it, addresses and ports, how to restore, and where secrets lie (never the secrets themselves). Open it in a browser to print it, or to save it as a PDF.',
    html: 'Save for people (HTML)',
    json: 'Save for machines (JSON)',
  },
  list: {
    title: 'Before teachers begin',
    yes: 'known',
    no: 'open',
    finals: (passed: number, all: number) =>
      passed === all ? `All ${all} final checks passed` : `${all - passed} of ${all} final checks did not pass`,
    tier: (tier: number) => `Set up for ${new Intl.NumberFormat('en').format(tier)} teachers at once`,
    requirements: (accepted: number) =>
      accepted === 0
        ? 'The server meets what this needs'
        : accepted === 1
          ? 'One requirement was accepted with a reason'
          : `${accepted} requirements were accepted with a reason`,
    notMet: (number: number) => (number === 1 ? 'One requirement is not met' : `${number} requirements are not met`),
    health: 'Its health monitor says that all is well',
    unhealthy: 'Its health monitor says that something is wrong',
    encrypted: 'Encrypted; the trust kit is still to be put on the computers',
    plain: 'Not encrypted: only for a closed network',
    signIn: 'The first sign-in was handed over',
    signInOpen: 'The first sign-in is still to be handed over',
  },
  finish: 'To this server',
};
