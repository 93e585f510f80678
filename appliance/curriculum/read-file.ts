import { namesOfFile } from './import/file-name.ts';
import { parseExport } from './import/parse-export.ts';
import type { ImportResult } from './import/types.ts';

/** Reads a curriculum file of any kind that is understood, told by its contents. Grade and subject may be in its name. */
export async function readCurriculumFile(name: string, bytes: Uint8Array): Promise<ImportResult> {
  return parseExport(bytes, namesOfFile(name));
}
