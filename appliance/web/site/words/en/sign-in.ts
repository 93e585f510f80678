export const signIn = {
  signIn: {
    trust: 'Does your browser warn about this site? Trust this server',
    title: 'Sign in',
    name: 'User name or staff number',
    password: 'Password',
    submit: 'Sign in',
    help: 'Forgotten your password? Ask your ICT person or head of department for a code, or use one that you printed.',
  },
  notSignedOut: {
    title: 'You are not signed out yet',
    lead: 'The server does not answer, so your account is still open in this browser for whoever comes next.',
    close:
      'It is tried again by itself: wait for the sign-in page. If you must go, close all windows of the browser first.',
    again: 'Try again',
  },
  password: {
    title: 'Choose your own password',
    why: 'The password you were given works once. Choose one that only you know, of at least 10 characters; three or four words are good.',
    current: 'The password you were given',
    next: 'New password',
    again: 'New password once more',
    differ: 'The two are not the same.',
    short: 'Too short: at least 10 characters.',
    submit: 'Save and go on',
  },
};
