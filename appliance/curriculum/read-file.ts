import { namesOfFile } from './import/file-name.ts';
import { parseExport } from './import/parse-export.ts';
import type { ImportOptions, ImportResult } from './import/types.ts';

/**
 * Reads a curriculum file of any kind that is understood, told by its contents. Grade and subject that it does not name
 * are taken from `told`, or else from its name.
 */
export async function readCurriculumFile(
  name: string,
  bytes: Uint8Array,
  told: Pick<ImportOptions, 'grade' | 'learningArea'> = {},
): Promise<ImportResult> {
  return parseExport(bytes, { ...namesOfFile(name), ...told });
}
