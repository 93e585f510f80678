import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export const checksumsName = 'SHA256SUMS';

/** Writes the sha256 of every file that is handed out, as `sha256sum --check` reads them. Gives the names. */
export async function writeChecksums(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile() && !/^builder-|\.blockmap$|^SHA256SUMS$/.test(entry.name))
    .map(({ name }) => name)
    .sort();
  const lines: string[] = [];
  for (const name of names) lines.push(`${await sha256(join(folder, name))}  ${name}`);
  await writeFile(join(folder, checksumsName), lines.map((line) => `${line}\n`).join(''));
  return names;
}

async function sha256(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(file)) hash.update(piece as Buffer);
  return hash.digest('hex');
}
