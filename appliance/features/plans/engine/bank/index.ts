import { en } from './en.ts';
import { sw } from './sw.ts';
import type { Bank } from './types.ts';

export const banks: Readonly<Record<string, Bank>> = { en, sw };

/** The wordings of a language, or the English ones where there are none yet. */
export function bankOf(language: string): Bank {
  return banks[language] ?? en;
}
