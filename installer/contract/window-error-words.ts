import type { ErrorCode } from '../../provision/model/error.ts';
import type { ErrorWords } from './error-words.ts';

type WindowCode = Extract<ErrorCode, `TT-WINDOW-${string}`>;

/** The words for what can come between a window and the program behind it. */
export const windowErrorWords: Readonly<Record<WindowCode, ErrorWords>> = {
  'TT-WINDOW-01': {
    title: 'Another window is in charge of the installer.',
    causes: ['It was opened twice.'],
    next: 'Go on in the other window, or take over in this one.',
  },
  'TT-WINDOW-02': {
    title: 'This connection to the server is not open any more.',
    causes: ['It was closed in another window.', 'The installer was restarted.'],
    next: 'Connect to the server again. A run that has begun goes on at the server by itself.',
  },
  'TT-WINDOW-03': {
    title: 'This window and the installer do not understand each other.',
    causes: ['The installer was updated while the window was open.'],
    next: 'Reload the window. A run that has begun goes on at the server by itself.',
  },
  'TT-WINDOW-04': {
    title: 'The installer behind this window has ended.',
    causes: ['It was closed.', 'This laptop was asleep or restarted.'],
    next: 'Start the installer again. A run that has begun goes on at the server by itself.',
  },
};
