import { readCsv } from './csv.ts';
import { type Table, tableLimits, UnreadableTable } from './table.ts';
import { readXlsx } from './xlsx.ts';

/** Reads a CSV file of any usual encoding and separator, or the first sheet of an XLSX. Throws `UnreadableTable`. */
export async function readTable(bytes: Uint8Array): Promise<Table> {
  if (bytes.length === 0) throw new UnreadableTable('The file is empty.');
  if (bytes.length > tableLimits.bytes) {
    throw new UnreadableTable(`The file is larger than ${tableLimits.bytes / 1_048_576} MB.`);
  }
  const [a, b, c, d] = bytes;
  if (a === 0x50 && b === 0x4b && c === 3 && d === 4) return readXlsx(bytes);
  if (a === 0xd0 && b === 0xcf && c === 0x11 && d === 0xe0) {
    throw new UnreadableTable(
      'This is an old .xls file or one with a password. Save it as .xlsx or CSV, without password.',
    );
  }
  if (a === 0x25 && b === 0x50 && c === 0x44 && d === 0x46) {
    throw new UnreadableTable('This is a PDF. Choose the spreadsheet itself: .xlsx or .csv.');
  }
  return readCsv(bytes);
}
