import { writeFile } from 'node:fs/promises';
import { ProvisionError } from '../../provision/model/error.ts';

/** Saves on the laptop, readable by its user alone. Rejects with TT-FILE-02 when something is there already. */
export async function saveNew(path: string, bytes: Uint8Array): Promise<void> {
  await writeFile(path, bytes, { mode: 0o600, flag: 'wx' }).catch((cause: NodeJS.ErrnoException) => {
    const why = cause.code === 'EEXIST' ? 'is there already' : `cannot be written (${cause.code})`;
    throw new ProvisionError({ code: 'TT-FILE-02', message: `${path} ${why}.`, cause });
  });
}
