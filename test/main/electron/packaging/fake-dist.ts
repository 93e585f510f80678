import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** By which the fuses are found in the program (@electron/fuses, `src/constants.ts`). */
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

/** State of the fuses in a fresh Electron 45, in its order: eight that exist. */
export const freshFuses = '10110001';

export function fuseWire(fuses: string): Buffer {
  return Buffer.concat([Buffer.from(sentinel), Buffer.from([1, fuses.length]), Buffer.from(fuses)]);
}

/**
 * A folder shaped like an unpacked Electron for Linux. Its program starts nothing, but carries the same fuse wire, so that
 * flipping and reading back are the real thing.
 */
export function writeFakeDist(folder: string): string {
  mkdirSync(join(folder, 'resources'), { recursive: true });
  mkdirSync(join(folder, 'locales'));
  const wire = fuseWire(freshFuses);
  writeFileSync(join(folder, 'electron'), Buffer.concat([Buffer.from('#!/bin/false\n'), wire, Buffer.from('\n')]));
  chmodSync(join(folder, 'electron'), 0o755);
  for (const name of ['en-US', 'en-GB', 'sw', 'fr', 'de']) writeFileSync(join(folder, 'locales', `${name}.pak`), name);
  for (const name of ['LICENSE', 'LICENSES.chromium.html', 'chrome-sandbox', 'version']) {
    writeFileSync(join(folder, name), `${name} of a stand-in\n`);
  }
  return folder;
}
