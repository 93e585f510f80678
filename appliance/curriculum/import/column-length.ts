import type { Notes } from './notes.ts';

/** What the columns of the database hold, in characters. */
const longest = { title: 300, text: 2000, grade: 40, subject: 120, level: 120 } as const;

/** Refuses what would not fit instead of cutting it. */
export function checkLength(text: string, what: keyof typeof longest, place: string, notes: Notes): void {
  if (text.length <= longest[what]) return;
  const beginning = text.slice(0, 40);
  notes.wrong(`The ${what} "${beginning}…" has ${text.length} characters; ${longest[what]} are allowed.`, place);
}
