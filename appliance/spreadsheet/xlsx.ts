import { unzipSync, zipSync } from 'fflate';
import { InvalidInputError, InvalidSpreadsheetError, readSheet } from 'read-excel-file/universal';
import { type Table, tableLimits, tidy, UnreadableTable } from './table.ts';

/** Reads the first sheet. What the file says of its own sizes is checked before anything of it is unpacked. */
export async function readXlsx(bytes: Uint8Array): Promise<Table> {
  const parts = unpacked(bytes);
  const sheets = Object.entries(parts).filter(([name]) => /^xl\/worksheets\/[^/]+\.xml$/.test(name));
  if (sheets.length === 0)
    throw new UnreadableTable('This is not an Excel workbook (.xlsx), though it is packed like one.');
  for (const [, xml] of sheets) refuseFarCells(xml);
  try {
    // Packed again without compression: the library reads exactly the bytes whose sizes were checked.
    const checked = new Blob([zipSync(parts, { level: 0 }) as Uint8Array<ArrayBuffer>]);
    const rows = await readSheet(checked, 1, { parseNumber: (digits) => digits });
    return { rows: tidy(rows.map((row) => row.map(textOf))), format: 'xlsx', assumptions: [] };
  } catch (error) {
    if (error instanceof UnreadableTable) throw error;
    const known = error instanceof InvalidSpreadsheetError || error instanceof InvalidInputError;
    const why = known ? `: ${error.message}` : '';
    throw new UnreadableTable(`The workbook cannot be read${why}. Open it in Excel and save it again.`, {
      cause: error,
    });
  }
}

function unpacked(bytes: Uint8Array): Record<string, Uint8Array> {
  let files = 0;
  let total = 0;
  try {
    return unzipSync(bytes, {
      filter({ name, originalSize }) {
        files += 1;
        if (files > tableLimits.packedFiles) throw tooMuch();
        if (
          !/^(_rels\/|xl\/(_rels\/|worksheets\/[^/]+\.xml|(sharedStrings|styles|workbook)\.xml)|\[Content)/.test(name)
        ) {
          return false;
        }
        total += originalSize;
        if (total > tableLimits.unpackedBytes) throw tooMuch();
        return true;
      },
    });
  } catch (error) {
    if (error instanceof UnreadableTable) throw error;
    throw new UnreadableTable('The workbook is damaged: it cannot be unpacked. Save it again.', { cause: error });
  }
}

function tooMuch(): UnreadableTable {
  return new UnreadableTable(
    'The workbook unpacks to far more than a table of people. Save only the sheet that is needed.',
  );
}

/** One cell far out makes a reader fill the millions between. */
function refuseFarCells(xml: Uint8Array): void {
  for (const [, letters = '', row = ''] of new TextDecoder()
    .decode(xml)
    .matchAll(/\sr\s*=\s*["']([A-Za-z]*)(\d+)["']/g)) {
    const column = [...letters.toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
    if (column <= tableLimits.columns && Number(row) <= tableLimits.rows) continue;
    throw new UnreadableTable(
      `The sheet has a cell at ${letters}${row}: at most ${tableLimits.rows} rows and ${tableLimits.columns} columns are read. Delete what is far out.`,
    );
  }
}

/** Numbers stay as they are stored; dates as calendar dates. */
function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  return String(cell);
}
