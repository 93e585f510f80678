import { namesOfFile } from './import/file-name.ts';
import { parseExport } from './import/parse-export.ts';
import { isTable, parseTable } from './import/table.ts';
import type { ImportOptions, ImportResult } from './import/types.ts';

/**
 * Reads a curriculum file of any kind that is understood: JSON, CSV or XLSX. Grade and subject that it does not name are
 * taken from `told`, or else from its name.
 */
export async function readCurriculumFile(
  name: string,
  bytes: Uint8Array,
  told: Pick<ImportOptions, 'grade' | 'learningArea'> = {},
): Promise<ImportResult> {
  const options = { ...namesOfFile(name), ...told };
  return isTable(name, bytes) ? parseTable(bytes, options) : parseExport(bytes, options);
}
