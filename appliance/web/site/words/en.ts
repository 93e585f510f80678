import { general } from './en/general.ts';
import { people } from './en/people.ts';
import { schemes } from './en/schemes.ts';
import { signIn } from './en/sign-in.ts';

/** Every word of the site in English, a file an area. Another language is other files of the same shape. */
export const en = { ...general, ...signIn, ...schemes, ...people };

export type Words = typeof en;
