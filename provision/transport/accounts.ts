import { readFile } from 'node:fs/promises';
import { ProvisionError } from '../model/error.ts';

/** Numeric id of a user of this machine; a number stands for itself. */
export function userId(name: string): Promise<number> {
  return idIn('/etc/passwd', name);
}

/** Numeric id of a group of this machine; a number stands for itself. */
export function groupId(name: string): Promise<number> {
  return idIn('/etc/group', name);
}

async function idIn(path: string, name: string): Promise<number> {
  if (/^\d+$/.test(name)) return Number(name);
  const lines = (await readFile(path, 'utf8')).split('\n').map((line) => line.split(':'));
  const id = lines.find((fields) => fields[0] === name)?.[2];
  if (id !== undefined) return Number(id);
  throw new ProvisionError({ code: 'TT-FILE-02', message: `There is no account or group “${name}” in ${path}.` });
}
