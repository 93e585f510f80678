import { type Table, UnreadableTable } from '../../spreadsheet/table.ts';
import { headerField } from './header.ts';
import { parseExport } from './parse-export.ts';
import { hintFields, type Meaning, meaningOf } from './spellings.ts';
import type { ImportOptions, ImportResult } from './types.ts';

/** What a column holds: a field of the file's head, or of strands and sub-strands. */
type Column = { readonly index: number; readonly name: string } & (
  | { readonly kind: 'head'; readonly key: string }
  | { readonly kind: 'strand' | 'strand-code' | 'sub' | 'sub-code' | 'lessons' | 'term' | 'outcomes' | 'unknown' }
  | { readonly kind: 'hint'; readonly key: string }
);

type Sub = { row: number; title: string; code: string; lessons: string; term: string; lists: Map<string, string[]> };
type Strand = { row: number; title: string; code: string; subs: Sub[] };

/** Whether a file is a spreadsheet, by its first bytes or else its name. */
export function isTable(name: string, [first, second]: Uint8Array): boolean {
  return (first === 0x50 && second === 0x4b) || /\.(?:csv|tsv|xlsx?)$/i.test(name);
}

/**
 * Reads a curriculum from a table: a line for each sub-strand, or for each outcome; cells that are left empty go on with
 * the line above. As strict as with other files: what it cannot place is refused, with the row.
 */
export async function parseTable(bytes: Uint8Array, options: ImportOptions): Promise<ImportResult> {
  let table: Table;
  try {
    const { readTable } = await import('../../spreadsheet/read.ts');
    table = await readTable(bytes);
  } catch (error) {
    if (!(error instanceof UnreadableTable)) throw error;
    return { ok: false, errors: [{ place: '', problem: error.message }] };
  }
  const read = documentOf(table.rows);
  if ('errors' in read) return { ok: false, errors: read.errors };
  const result = parseExport(JSON.stringify(read.document), options);
  const inRows = (text: string) => text.replace(pointer, (place) => read.places.get(place) ?? 'the file');
  if (!result.ok) {
    return { ok: false, errors: result.errors.map(({ place, problem }) => ({ place: inRows(place), problem })) };
  }
  const assumptions = [...table.assumptions, ...read.assumptions, ...result.assumptions.map(inRows)];
  return { ...result, assumptions };
}

const pointer = /\/strands\/\d+(?:\/subStrands\/\d+)?/g;

type Read = {
  readonly document: object;
  readonly places: ReadonlyMap<string, string>;
  readonly assumptions: readonly string[];
};
type Refused = { readonly errors: { readonly place: string; readonly problem: string }[] };

function documentOf(rows: readonly (readonly string[])[]): Read | Refused {
  const at = rows.findIndex((row) => row.filter((cell) => cell.trim() !== '').length > 1);
  const head = rows[at];
  if (head === undefined) return refused('', 'The table is empty.');
  const columns = head.map((name, index) => columnOf(name.trim(), index));
  for (const [kind, what] of [
    ['strand', 'strand'],
    ['sub', 'sub-strand'],
    ['outcomes', 'learning outcomes'],
  ] as const) {
    const found = columns.filter((column) => column.kind === kind);
    if (found.length === 0) return refused(`row ${at + 1}`, `The head of the table has no column for the ${what}.`);
    if (found.length > 1) return refused(`row ${at + 1}`, `The head of the table has two columns for the ${what}.`);
  }
  const strands: Strand[] = [];
  const header = new Map<string, string>();
  const errors: Refused['errors'] = [];
  for (const [index, row] of rows.entries()) {
    if (index <= at || row.every((cell) => cell.trim() === '')) continue;
    const problem = takeRow(row, index + 1, { columns, strands, header });
    if (problem !== undefined) errors.push({ place: `row ${index + 1}`, problem });
    if (errors.length >= 50) break;
  }
  if (errors.length > 0) return { errors };
  const unknown = columns.filter(
    ({ kind, index }) => kind === 'unknown' && rows.some((row, line) => line > at && /\p{L}/u.test(row[index] ?? '')),
  );
  return {
    document: { ...Object.fromEntries(header), strands: strands.map(strandDocument) },
    places: placesOf(strands),
    assumptions: unknown.map(
      ({ name, index }) => `The column "${name || index + 1}" is not known; its texts were not taken over.`,
    ),
  };
}

type Taking = {
  readonly columns: readonly Column[];
  readonly strands: Strand[];
  readonly header: Map<string, string>;
};

/** Adds a row to what was read so far. Gives what is wrong with it. */
function takeRow(row: readonly string[], line: number, { columns, strands, header }: Taking): string | undefined {
  const cells = new Map(columns.map((column) => [column, (row[column.index] ?? '').trim()]));
  const of = (kind: Column['kind']) => [...cells].find(([column]) => column.kind === kind)?.[1] ?? '';
  for (const [column, text] of cells) {
    if (column.kind !== 'head' || text === '') continue;
    const known = header.get(column.key);
    if (known !== undefined && known !== text) {
      return `"${text}" differs from "${known}" above: save each learning area in a file of its own.`;
    }
    header.set(column.key, text);
  }
  let strand = strands.at(-1);
  const [title, code] = [of('strand'), of('strand-code')];
  const isNewStrand = title !== '' && (strand?.title !== title || (code !== '' && code !== strand.code));
  if (isNewStrand) {
    strand = { row: line, title, code, subs: [] };
    strands.push(strand);
  }
  if (strand === undefined) return 'There is no strand in this row, and none above it.';
  const [name, number] = [of('sub'), of('sub-code')];
  let sub = isNewStrand ? undefined : strand.subs.at(-1);
  if (name !== '' && (sub?.title !== name || (number !== '' && number !== sub.code))) {
    sub = { row: line, title: name, code: number, lessons: '', term: '', lists: new Map() };
    strand.subs.push(sub);
  }
  const texts = [...cells].filter(([{ kind }, text]) => text !== '' && (kind === 'outcomes' || kind === 'hint'));
  const [lessons, term] = [of('lessons'), of('term')];
  if (sub === undefined) {
    return texts.length > 0 || lessons !== '' ? 'There is no sub-strand in this row, and none above it.' : undefined;
  }
  if (lessons !== '' && sub.lessons !== '' && sub.lessons !== lessons) {
    return `The sub-strand "${sub.title}" has ${sub.lessons} lessons above and ${lessons} here.`;
  }
  sub.lessons ||= lessons;
  sub.term ||= term;
  for (const [column, text] of texts) {
    const key = column.kind === 'hint' ? column.key : 'outcomes';
    sub.lists.set(key, [...(sub.lists.get(key) ?? []), ...text.split(/\r?\n/)]);
  }
  return undefined;
}

function columnOf(name: string, index: number): Column {
  const column = { index, name };
  const field = headerField(name);
  if (field !== undefined) return { ...column, kind: 'head', key: field };
  const meaning: Meaning | undefined = meaningOf(name);
  if (meaning === undefined) return { ...column, kind: 'unknown' };
  if (meaning.kind === 'hint') return { ...column, kind: 'hint', key: meaning.field };
  if (meaning.kind === 'lessons' || meaning.kind === 'term' || meaning.kind === 'outcomes') {
    return { ...column, kind: meaning.kind };
  }
  if (meaning.kind !== 'title' && meaning.kind !== 'code' && meaning.kind !== 'level')
    return { ...column, kind: 'unknown' };
  if (meaning.depth === undefined || meaning.depth > 1) return { ...column, kind: 'unknown' };
  const isCode = meaning.kind === 'code';
  if (meaning.depth === 0) return { ...column, kind: isCode ? 'strand-code' : 'strand' };
  return { ...column, kind: isCode ? 'sub-code' : 'sub' };
}

function strandDocument({ title, code, subs }: Strand): object {
  return {
    title,
    ...(code === '' ? {} : { code }),
    subStrands: subs.map(({ title: name, code: number, lessons, term, lists }) => ({
      title: name,
      ...(number === '' ? {} : { code: number }),
      ...(lessons === '' ? {} : { lessons }),
      ...(term === '' ? {} : { term }),
      outcomes: lists.get('outcomes') ?? [],
      ...Object.fromEntries(hintFields.flatMap((field) => (lists.has(field) ? [[field, lists.get(field)]] : []))),
    })),
  };
}

function placesOf(strands: readonly Strand[]): Map<string, string> {
  const places = new Map<string, string>();
  for (const [index, strand] of strands.entries()) {
    places.set(`/strands/${index}`, `row ${strand.row}`);
    for (const [inner, sub] of strand.subs.entries()) {
      places.set(`/strands/${index}/subStrands/${inner}`, `row ${sub.row}`);
    }
  }
  return places;
}

function refused(place: string, problem: string): Refused {
  return { errors: [{ place, problem }] };
}
