/** A sheet as it was typed: rows of texts, trimmed. Empty rows stay, so that a row's number is the one people see. */
export type Table = {
  readonly rows: readonly (readonly string[])[];
  readonly format: 'csv' | 'xlsx';
  /** What was guessed about the file, in sentences. */
  readonly assumptions: readonly string[];
};

/** The file cannot be read as a table; the message is a sentence for the person who chose it. */
export class UnreadableTable extends Error {
  override readonly name = 'UnreadableTable';
}

/** A file of a whole district's people is far smaller. */
export const tableLimits = {
  bytes: 8 * 1_048_576,
  rows: 20_000,
  columns: 100,
  /** All outcomes of a sub-strand may stand in one. */
  cellLength: 10_000,
  /** Of an XLSX, which is compressed. */
  unpackedBytes: 64 * 1_048_576,
  packedFiles: 500,
} as const;

/** Refuses what is too much, and tidies the cells. */
export function tidy(rows: readonly (readonly string[])[]): string[][] {
  if (rows.length > tableLimits.rows) {
    throw new UnreadableTable(`The table has more than ${tableLimits.rows} rows. Split it into several files.`);
  }
  const tidied = rows.map((row, index) => {
    if (row.length > tableLimits.columns) {
      throw new UnreadableTable(`Row ${index + 1} has more than ${tableLimits.columns} columns.`);
    }
    return row.map((cell) => {
      const text = plainCell(cell.normalize('NFC').trim());
      if (text.length > tableLimits.cellLength) {
        throw new UnreadableTable(`Row ${index + 1} has a cell of more than ${tableLimits.cellLength} characters.`);
      }
      return text;
    });
  });
  while (tidied.at(-1)?.every((cell) => cell === '')) tidied.pop();
  if (tidied.length === 0) throw new UnreadableTable('The file holds no rows.');
  return tidied;
}

/** A cell that a spreadsheet would run as a formula is written with an apostrophe before it; see `csvOf`. */
export function formulaSafe(text: string): string {
  return /^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

function plainCell(text: string): string {
  return /^'+[=+\-@\t\r]/.test(text) ? text.slice(1) : text;
}
