export const maintenance = {
  maintenance: {
    title: 'TeachTrack is closed for a while',
    usual: 'We are looking after the server, so that your work stays safe.',
    safe: 'Nothing is lost. What you have typed is kept on this device and sent when TeachTrack opens again.',
    until: (moment: string) => `It should be open again at ${moment}.`,
    late: (moment: string) => `It should have been open at ${moment}; it takes a little longer.`,
    unknown: 'We do not know yet when it opens again.',
    itself: 'This page looks by itself. You need not load it again.',
    signOut: 'Sign out',
    atSignIn: 'TeachTrack is closed for a while. Only those who look after it can work now.',
  },
};
