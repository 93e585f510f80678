/** Signing in with a code; on the sign-in page as well. */
export const recover = {
  recover: {
    link: 'I have a code',
    title: 'Choose a new password',
    lead: 'Ask your ICT person or head of department for a code of six digits, or take one of your printed recovery codes.',
    code: 'Code',
    submit: 'Save and sign in',
    back: 'Back to signing in',
    shared: 'This computer is shared with others',
    sharedHint: 'You are signed out when the browser closes, and it locks when nobody is there.',
  },
};
