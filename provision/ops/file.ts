import { createHash } from 'node:crypto';
import { dirname } from 'node:path';
import { layout } from '../layout.ts';
import type { Change } from '../model/change.ts';
import { ProvisionError } from '../model/error.ts';
import type { JsonObject } from '../model/json.ts';
import { must, type Ops, run } from './command.ts';
import type { Entry } from './inventory.ts';

/** A file as it shall be, owner and all. */
export type WantedFile = {
  readonly path: string;
  readonly content: string;
  readonly mode: number;
  readonly owner: string;
  readonly group: string;
  /** Its content is never shown. */
  readonly secret?: boolean;
};

export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

export function isAsWanted(entry: Entry | undefined, wanted: WantedFile): boolean {
  return (
    entry?.kind === 'file' &&
    entry.sha256 === sha256(wanted.content) &&
    entry.mode === wanted.mode &&
    entry.owner === wanted.owner &&
    entry.group === wanted.group
  );
}

/** What would change, with a diff for a person unless the content is secret. */
export async function fileChange(ops: Ops, wanted: WantedFile, entry: Entry | undefined): Promise<Change> {
  const action = entry === undefined ? 'create' : 'replace';
  const base = { kind: 'file', path: wanted.path, action } as const;
  if (wanted.secret === true) return { ...base, secret: true };
  return { ...base, diff: await unifiedDiff(ops, wanted) };
}

/** Unified diff from the file on the server (or nothing) to the wanted content. */
async function unifiedDiff(ops: Ops, { path, content }: WantedFile): Promise<string> {
  const old = (await ops.transport.readFile(path, { asRoot: true })) === undefined ? '/dev/null' : path;
  const labels = ['--label', old, '--label', path];
  const { exitCode, stdout } = await run(ops, ['diff', '-u', ...labels, '--', old, '-'], { stdin: content });
  return exitCode <= 1 ? stdout : '';
}

export async function writeWanted(ops: Ops, wanted: WantedFile, path = wanted.path): Promise<void> {
  const { content, mode, owner, group } = wanted;
  await ops.transport.writeFile(path, content, { mode, owner, group, asRoot: true });
}

/** Where the first version we found of a foreign file is kept. */
export function backupPath(path: string): string {
  return `${layout.backups}/files${path}`;
}

/** What undo needs to put a path back: nothing was there, or a copy with these attributes. */
export function fileReceipt(path: string, entry: Entry | undefined): JsonObject {
  if (entry === undefined) return { existed: false };
  const { mode, owner, group, sha256: sum = '' } = entry;
  return { existed: true, mode, owner, group, sha256: sum, backup: backupPath(path) };
}

/** Keeps a copy of the file before it is first changed; a copy that is there already is the original and stays. */
export async function keepOriginal(ops: Ops, path: string, receipt: JsonObject): Promise<void> {
  if (receipt['existed'] !== true) return;
  const backup = backupPath(path);
  const kept = await ops.transport.readFile(backup, { asRoot: true });
  if (kept !== undefined && sha256(kept) === receipt['sha256']) return;
  const content = await ops.transport.readFile(path, { asRoot: true });
  if (content === undefined || sha256(content) !== receipt['sha256']) return;
  await must(ops, ['mkdir', '-p', '-m', '0700', dirname(backup)], { what: `Making room for a copy of ${path}` });
  await ops.transport.writeFile(backup, content, { mode: 0o600, asRoot: true });
}

/** Puts the file back byte for byte with its attributes, or removes what we made. Says which. */
export async function restoreFile(ops: Ops, path: string, receipt: JsonObject): Promise<'removed' | 'restored'> {
  if (receipt['existed'] !== true) {
    await must(ops, ['rm', '-f', '--', path], { what: `Removing ${path}` });
    return 'removed';
  }
  const now = await ops.transport.readFile(path, { asRoot: true });
  const isBack = now !== undefined && sha256(now) === receipt['sha256'];
  const content = isBack ? now : await ops.transport.readFile(String(receipt['backup']), { asRoot: true });
  if (content === undefined || sha256(content) !== receipt['sha256'])
    throw new ProvisionError({
      code: 'TT-STEP-02',
      message: `${path} cannot be put back: its copy ${String(receipt['backup'])} is missing or was changed.`,
    });
  await ops.transport.writeFile(path, content, {
    mode: Number(receipt['mode']),
    owner: String(receipt['owner']),
    group: String(receipt['group']),
    asRoot: true,
  });
  return 'restored';
}
