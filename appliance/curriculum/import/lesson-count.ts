import { isNumber, type Json } from './json-reader.ts';

/** Lessons of a sub-strand in one year; more is taken for a mistake. */
const most = 400;
const words =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'.split(
    ' ',
  );

/** A number of lessons, and whether it had to be interpreted. Undefined when there is none to be found. */
export function lessonCount(value: Json): { readonly lessons: number; readonly exact: boolean } | undefined {
  const written = isNumber(value) ? value.number : typeof value === 'string' ? value.trim() : '';
  if (written.length > 100) return undefined;
  const found = [...written.matchAll(/-?\d+(?:\.\d+)?(?:e\+?\d+)?/gi)].map(([numeral]) => Number(numeral));
  // "5-6" is a range, not a negative number.
  const numbers = found.map((one, index) => (index > 0 ? Math.abs(one) : one));
  const spelled = written.toLowerCase().match(/[a-z]+/g) ?? [];
  const candidates = numbers.length > 0 ? numbers : spelled.map((one) => words.indexOf(one));
  const lessons = Math.round(Math.max(0, ...candidates));
  if (lessons < 1 || lessons > most) return undefined;
  return { lessons, exact: written === `${lessons}` };
}
