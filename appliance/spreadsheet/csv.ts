import { CsvError, parse } from 'csv-parse/sync';
import { formulaSafe, type Table, tableLimits, tidy, UnreadableTable } from './table.ts';

export function readCsv(bytes: Uint8Array): Table {
  const { text, assumption } = decode(bytes);
  if (/[\p{Cc}--[\t-\r\x80-\x9f]]/v.test(text)) {
    throw new UnreadableTable('This is not a CSV file or a spreadsheet: it holds characters that no text has.');
  }
  const delimiter = delimiterOf(text);
  const assumptions = assumption === undefined ? [] : [assumption];
  return { rows: tidy(records(text, delimiter)), format: 'csv', assumptions };
}

/** Rows as a CSV file that spreadsheets open as it is: UTF-8 with its mark, and no cell that they would run. */
export function csvOf(rows: readonly (readonly string[])[]): string {
  const line = (row: readonly string[]) => row.map((cell) => quoted(formulaSafe(cell))).join(',');
  return `\ufeff${rows.map(line).join('\r\n')}\r\n`;
}

function quoted(cell: string): string {
  return /[",\r\n;\t]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function records(text: string, delimiter: string): string[][] {
  try {
    return parse(text, { delimiter, relax_column_count: true, max_record_size: 200_000, to: tableLimits.rows + 1 });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error['lines'] === 'number' ? ` near line ${error['lines']}` : '';
    const what = error.code === 'CSV_QUOTE_NOT_CLOSED' ? 'A quotation mark is opened and never closed' : 'It is broken';
    throw new UnreadableTable(`The file cannot be read as CSV: ${what.toLowerCase()}${line}.`, { cause: error });
  }
}

function decode(bytes: Uint8Array): { readonly text: string; readonly assumption?: string } {
  const [a, b] = bytes;
  const utf16 = a === 0xff && b === 0xfe ? 'utf-16le' : a === 0xfe && b === 0xff ? 'utf-16be' : undefined;
  if (utf16 !== undefined) {
    return { text: strictly(utf16, bytes) ?? damaged(), assumption: 'The file is in UTF-16; it was read as that.' };
  }
  const text = strictly('utf-8', bytes);
  if (text !== undefined) return { text };
  return {
    text: new TextDecoder('windows-1252').decode(bytes),
    assumption: 'The file is not UTF-8; it was read as Windows-1252. Look at names with accents before you go on.',
  };
}

function damaged(): never {
  throw new UnreadableTable('The file is damaged UTF-16: save it again as CSV UTF-8.');
}

/** Without its byte order mark; undefined when the bytes are not of that encoding. */
function strictly(encoding: string, bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (cause) {
    if (cause instanceof TypeError) return undefined;
    throw cause;
  }
}

/** The one that the first line has most of, outside quotation marks. */
function delimiterOf(text: string): string {
  const heading = (/^.*$/m.exec(text.replace(/^[\r\n]+/, ''))?.[0] ?? '').replace(/"[^"]*"/g, '');
  const count = (one: string) => heading.split(one).length;
  return [',', ';', '\t'].reduce((best, one) => (count(one) > count(best) ? one : best));
}
