import { unzipSync, zipSync } from 'fflate';
import { InvalidInputError, InvalidSpreadsheetError, readSheet } from 'read-excel-file/universal';
import { refuseStrangePlaces } from './places.ts';
import { type Table, tableLimits, tidy, UnreadableTable } from './table.ts';

/** Reads the first sheet. What the file says of its own sizes is checked before anything of it is unpacked. */
export async function readXlsx(bytes: Uint8Array): Promise<Table> {
  const parts = unpacked(bytes);
  if (!Object.keys(parts).some((name) => /^xl\/worksheets\/[^/]+\.xml$/.test(name)))
    throw new UnreadableTable('This is not an Excel workbook (.xlsx), though it is packed like one.');
  // The workbook says itself in which part its sheet is.
  for (const part of Object.values(parts)) refuseStrangePlaces(new TextDecoder().decode(part));
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

/** Numbers stay as they are stored; dates as calendar dates. */
function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  return String(cell);
}
