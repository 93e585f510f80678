import { general } from './general.ts';
import { maintenance } from './maintenance.ts';
import { recover } from './recover.ts';
import { signIn } from './sign-in.ts';

/** What is needed before anybody is signed in; the first paint waits for these alone. */
export const first = { ...general, ...signIn, ...recover, ...maintenance };

export type FirstWords = typeof first;
