/** What a slip says, in the language it is printed in. Another language is another entry of the same shape. */
export const slipWords = {
  en: {
    title: 'Sign-in slips',
    heading: 'Your sign-in for TeachTrack',
    address: 'Address',
    userName: 'User name',
    passphrase: 'Passphrase',
    once: 'The passphrase works until you choose your own password at the first sign-in. Then throw this slip away.',
    printed: (date: string) => `Printed on ${date}`,
  },
};
