import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { ProvisionError, Secret } from './values.ts';

/** The secret in a file, without its line break. Rejects with TT-ANSWERS-01 when it cannot be read or is empty. */
export async function readSecret(path: string, what: string): Promise<Secret> {
  const text = await readFile(onLaptop(path), 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new ProvisionError({
      code: 'TT-ANSWERS-01',
      message: `The file with ${what}, ${path}, cannot be read (${cause.code})`,
      cause,
    });
  });
  const secret = text.replace(/\r?\n$/, '');
  if (secret === '')
    throw new ProvisionError({ code: 'TT-ANSWERS-01', message: `The file with ${what}, ${path}, is empty` });
  return new Secret(secret);
}

function onLaptop(path: string): string {
  return resolve(path.replace(/^~(?=\/|$)/, homedir()));
}
