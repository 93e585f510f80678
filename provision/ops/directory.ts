import type { Change } from '../model/change.ts';
import { ProvisionError } from '../model/error.ts';
import { must, type Ops, run, script } from './command.ts';
import type { Entry } from './inventory.ts';

export type WantedDirectory = {
  readonly path: string;
  readonly mode: number;
  readonly owner: string;
  readonly group: string;
};

/** What is to change, or undefined. Rejects with TT-DATA-01 when something else has the name. */
export function directoryChange(wanted: WantedDirectory, entry: Entry | undefined): Change | undefined {
  const { path, mode, owner, group } = wanted;
  if (entry === undefined) return { kind: 'directory', path, action: 'create' };
  if (entry.kind !== 'directory')
    throw new ProvisionError({ code: 'TT-DATA-01', message: `${path} is there already and is not a folder.` });
  const same = entry.mode === mode && entry.owner === owner && entry.group === group;
  return same ? undefined : { kind: 'directory', path, action: 'attributes' };
}

/** Makes the folder with its attributes; parents that are missing are made as root's, 0755. */
export async function makeDirectory(ops: Ops, { path, mode, owner, group }: WantedDirectory): Promise<void> {
  const make = 'umask 022; mkdir -p -- "$1" && chown -- "$2" "$1" && chmod -- "$3" "$1"';
  await must(ops, script(make, path, `${owner}:${group}`, mode.toString(8)), { what: `Making the folder ${path}` });
}

/** Removes the folder when it is empty; one that still holds something stays. Says whether it is gone. */
export async function removeEmptyDirectory(ops: Ops, path: string): Promise<boolean> {
  return (await run(ops, script('[ ! -d "$1" ] || rmdir -- "$1"', path))).exitCode === 0;
}

/** Removes one of our own folders with all that is in it. */
export async function removeTree(ops: Ops, path: string): Promise<void> {
  await must(ops, ['rm', '-rf', '--one-file-system', '--', path], { what: `Removing ${path}` });
}
