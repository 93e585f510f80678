import { isNumber, isObject, type Json, type JsonObject, within } from './json-reader.ts';
import { lessonCount } from './lesson-count.ts';
import { scalarText } from './node.ts';
import type { Notes } from './notes.ts';
import { plain } from './spellings.ts';

const keys = {
  learningArea: /^(?:subject|learningarea|course)(?:name|title)?$/,
  grade: /^(?:grade|class)(?:name|level|title)?$/,
  educationLevel: /^(?:education|school)?level(?:name)?$/,
  lessonsPerWeek: /^lessonsperweek$|^(?:number|no)oflessonsperweek$|^weeklylessons$/,
  lessonMinutes: /^lesson(?:minutes|durationminutes|duration|length)$|^minutesperlesson$/,
} as const;
export type Header = Readonly<Partial<Record<keyof typeof keys, string>>>;

/** What the file says of itself, outer levels first; takes what it knows out of the way. */
export function headerOf(levels: readonly { readonly object: JsonObject; readonly place: string }[], notes: Notes) {
  const header: Partial<Record<keyof typeof keys, string>> = {};
  for (const { object, place } of levels) {
    for (const [key, value] of [...object.members, ...asideOf(object)]) {
      const field = headerField(key);
      const text = field === undefined ? undefined : nameIn(value);
      if (field === undefined || text === undefined) continue;
      if (header[field] !== undefined && header[field] !== text) {
        notes.assume(`"${text}" differs from what stands before it and was left aside`, within(place, key));
      } else header[field] = text;
    }
  }
  return header satisfies Header;
}

/** What a part such as "metadata" tells beside the strands. */
function asideOf({ members }: JsonObject): JsonObject['members'] {
  return members.flatMap(([key, value]) => (isAside(key, value) && isObject(value) ? value.members : []));
}

/** Whether a value only tells of the file: its name, its version, the grade. */
export function isAside(key: string, value: Json): boolean {
  return (
    aside.test(plain(key)) &&
    isObject(value) &&
    value.members.every(
      ([inner, one]) => nameIn(one) !== undefined && (!isObject(one) || headerField(inner) !== undefined),
    )
  );
}

const aside = /^(?:meta(?:data)?|info(?:rmation)?|head(?:er)?|about|details|curriculum)$/;

/** A text, or the name of the object that stands for it. */
function nameIn(value: Json): string | undefined {
  if (!isObject(value)) return scalarText(value);
  const named = value.members.find(([key]) => /^(?:name|title|label)$/.test(plain(key)));
  return named === undefined ? undefined : scalarText(named[1]);
}

export function headerField(key: string): keyof typeof keys | undefined {
  const name = plain(key);
  return (Object.keys(keys) as (keyof typeof keys)[]).find((field) => keys[field].test(name));
}

/** `4`, `GRADE 4` and `Class 4` are `Grade 4`. */
export function gradeName(written: string, notes: Notes): string {
  const number = /^(?:grade|class)?\s*(\d{1,2})$/i.exec(written)?.[1];
  const name = number === undefined ? written : `Grade ${Number(number)}`;
  if (name !== written) notes.assume(`"${written}" was read as "${name}"`, '');
  return name;
}

/** Weeks of a year that the lesson counts of the Kenyan designs add up to: 150 for five lessons a week, 120 for four. */
const weeks = 30;

export function lessonsPerWeek({ lessonsPerWeek: written }: Header, lessons: number, notes: Notes): number {
  const given = written === undefined ? undefined : countOf(written);
  if (given !== undefined && given <= 20) return given;
  const assumed = Math.min(10, Math.max(1, Math.round(lessons / weeks)));
  notes.assume(
    `The lessons a week are missing; ${assumed} ${assumed === 1 ? 'was' : 'were'} assumed (${lessons} in ${weeks} weeks)`,
    '',
  );
  return assumed;
}

export function lessonMinutes({ lessonMinutes: written }: Header, grade: string, notes: Notes): number {
  const given = written === undefined ? undefined : countOf(written);
  if (given !== undefined && given >= 10 && given <= 180) return given;
  const number = Number(/\d+/.exec(grade)?.[0] ?? Number.NaN);
  const assumed = number <= 3 ? 30 : number <= 6 ? 35 : 40;
  notes.assume(`The length of a lesson is missing; ${assumed} minutes were assumed for ${grade}`, '');
  return assumed;
}

function countOf(written: Json): number | undefined {
  return lessonCount(isNumber(written) ? written.number : written)?.lessons;
}
