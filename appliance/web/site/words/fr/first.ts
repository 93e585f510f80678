import type { FirstWords } from '../en/first.ts';
import { general } from './general.ts';
import { maintenance } from './maintenance.ts';
import { recover } from './recover.ts';
import { signIn } from './sign-in.ts';

export const first: FirstWords = { ...general, ...signIn, ...recover, ...maintenance };
