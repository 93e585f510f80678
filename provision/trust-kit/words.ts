/** Every word of the page on which devices learn to trust the server. */
export const words = {
  title: 'Trust this server',
  lead: (name: string) =>
    `${name} runs on a server of the district’s own. Your device does not know it yet, so it shows a warning. Do this once on each device; then the warning is gone.`,
  leadBrought: (name: string, issuer: string) =>
    `${name} shows a certificate that was issued by ${issuer}. Computers of the district trust it already. Only on a device that still shows a warning, do this once.`,
  plain: 'This server is used without encryption, so there is nothing to trust and nothing to install.',
  fingerprint: {
    title: 'Compare this first',
    text: 'It is the SHA-256 of the certificate. Your IT staff has the same one on paper. If the two differ, stop and call them.',
    authority: 'Name',
    until: 'Good until',
  },
  next: {
    title: 'Add this one, too',
    text: 'The server will soon use a new authority. A device that knows both shows no warning on that day. Install this file the same way as teachtrack-ca.crt.',
  },
  jump: 'What do you have?',
  yours: 'Yours, it seems',
  many: 'For IT staff: many devices at once',
  one: 'One device',
  check: {
    title: 'Is it done?',
    text: 'Close the browser, open it again, and open one of these. No warning: done.',
  },
  print: 'Print this page',
  noHelp: 'Does it not work? The address that begins with http:// works without any of this, if your school allows it.',
  systems: [
    {
      id: 'windows',
      title: 'Windows',
      note: 'Edge and Chrome take it from Windows; so does Firefox.',
      steps: [
        'Download @teachtrack-ca.crt@ and @trust-on-windows.cmd@ into the same folder.',
        'Right-click trust-on-windows.cmd and choose “Run as administrator”.',
        'By hand instead: open teachtrack-ca.crt, “Install Certificate”, “Local Machine”, “Place all certificates in the following store”, “Trusted Root Certification Authorities”.',
      ],
    },
    {
      id: 'apple',
      title: 'iPhone and iPad',
      note: 'Open this page in Safari; other browsers cannot hand over the profile.',
      steps: [
        'Tap @trust-on-apple.mobileconfig@ and “Allow”.',
        'Settings > General > VPN & Device Management: tap the profile, “Install”, and type the passcode.',
        'Settings > General > About > Certificate Trust Settings: switch the TeachTrack authority on.',
      ],
    },
    {
      id: 'mac',
      title: 'Mac',
      note: 'Safari and Chrome take it from macOS.',
      steps: [
        'Download and open @trust-on-apple.mobileconfig@.',
        'System Settings > General > Device Management (before macOS 15: Privacy & Security > Profiles): double-click the profile, “Install”.',
        'By hand instead: open @teachtrack-ca.crt@ in Keychain Access, keychain “System”, double-click it, Trust > “Always Trust”.',
      ],
    },
    {
      id: 'android',
      title: 'Android',
      note: 'Chrome takes it. Android may then say that the network can be watched: that is about this certificate.',
      steps: [
        'Download @teachtrack-ca.crt@.',
        'Settings > Security & privacy > More security settings > Encryption & credentials > Install a certificate > CA certificate. The words differ a little from maker to maker: search the settings for “certificate”.',
        'Tap “Install anyway” and choose teachtrack-ca.crt in Downloads.',
      ],
    },
    {
      id: 'chromebook',
      title: 'Chromebook',
      note: 'On a Chromebook that the school manages, IT staff does it for all (below).',
      steps: [
        'Download @teachtrack-ca.crt@.',
        'Settings > Privacy and security > Security > Manage certificates > Authorities > Import.',
        'Choose teachtrack-ca.crt and tick “Trust this certificate for identifying websites”.',
      ],
    },
    {
      id: 'linux',
      title: 'Linux',
      note: 'Firefox and Chrome are both seen to.',
      steps: [
        'Download @teachtrack-ca.crt@, @trust-on-linux.sh@ and @policies.json@ into the same folder.',
        'In that folder: sudo sh trust-on-linux.sh',
      ],
    },
    {
      id: 'firefox',
      title: 'Firefox, when it alone still warns',
      note: 'It has authorities of its own beside those of the system.',
      steps: [
        'Settings > Privacy & Security > Certificates > View Certificates > Authorities > Import: @teachtrack-ca.crt@.',
        'Tick “Trust this CA to identify websites”.',
      ],
    },
  ],
  manyWays: [
    {
      title: 'Windows domain (group policy)',
      steps: [
        'Group Policy Management: a policy for the computers > Edit > Computer Configuration > Policies > Windows Settings > Security Settings > Public Key Policies > Trusted Root Certification Authorities > Import: @teachtrack-ca.crt@.',
        'On a computer, at once: gpupdate /force',
        'Without a domain, as administrator: certutil -addstore -f Root teachtrack-ca.crt',
      ],
    },
    {
      title: 'Macs, iPhones and iPads (MDM)',
      steps: [
        'Upload @trust-on-apple.mobileconfig@ as a custom profile. From an MDM it is trusted in full, with no further tap.',
      ],
    },
    {
      title: 'Chromebooks (Google Admin console)',
      steps: [
        'Devices > Networks > Certificates > Add certificate: @teachtrack-ca.crt@, tick “Chromebook” under certificate authority.',
      ],
    },
    {
      title: 'Android (MDM)',
      steps: ['Add @teachtrack-ca.crt@ as a trusted CA certificate in the policy of the devices.'],
    },
    {
      title: 'Firefox on many computers',
      steps: [
        'Windows and Mac: put @policies.json@ and teachtrack-ca.crt into the folder “distribution” beside the Firefox program, or set the policy Certificates > ImportEnterpriseRoots.',
        'Linux: /etc/firefox/policies/policies.json',
      ],
    },
  ],
} as const;
