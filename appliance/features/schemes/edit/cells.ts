import { z } from 'zod';
import { canonicalSlots, cellOf } from '../../../templates/slots.ts';

export type CellValue = string | readonly string[];
export type Cells = Readonly<Record<string, CellValue>>;

/** Cells that hold a list of items; the others hold one text. */
const listCells: readonly string[] = [
  ...['outcomes', 'inquiry', 'experiences', 'resources', 'assessment', 'methods', 'references'],
  ...['competencies', 'values', 'issues', 'links', 'extension', 'homework'],
];

/** Where a lesson stands follows from calendar and timetable; what is signed is signed on paper. */
const derived: readonly string[] = ['week', 'lesson', 'date', 'time', 'month', 'periods', 'signature', 'check'];

const names = new Set(canonicalSlots.filter((slot) => !derived.includes(slot)).map((slot) => cellOf(slot)));

export function isListCell(name: string): boolean {
  return listCells.includes(name);
}

/** Cells of a lesson that a person may type into. */
export const cellName = z
  .string()
  .refine((name) => names.has(name) || /^custom\.[a-z][a-z0-9-]{0,30}$/.test(name), 'no such cell');

/** Text of several lines; control characters but line ends and tabs have no place in it. */
export function block(max: number) {
  return z
    .string()
    .max(max)
    .transform((text) => text.replace(/\r\n?/g, '\n').replace(/\t/g, ' '))
    .refine((text) => !/[^\P{Cc}\n]/u.test(text), 'must be text without control characters');
}

const item = block(2_000).transform((text) => text.trim());
const text = block(4_000).transform((value) => value.trim());
const list = z
  .array(item)
  .max(30)
  .transform((items) => items.filter((one) => one !== ''));

/** Cells by name: each a text, or a list of items where the cell is a list. */
export const cellsSchema = z
  .record(cellName, z.union([text, list]))
  .refine((cells) => Object.keys(cells).length <= 20, 'too many cells at once')
  .refine(
    (cells) => Object.entries(cells).every(([name, value]) => Array.isArray(value) === isListCell(name)),
    'a text was given for a list, or a list for a text',
  );

export function sameValue(a: CellValue | undefined, b: CellValue | undefined): boolean {
  return JSON.stringify(a ?? '') === JSON.stringify(b ?? '') || (isEmpty(a) && isEmpty(b));
}

function isEmpty(value: CellValue | undefined): boolean {
  return value === undefined || value.length === 0;
}
