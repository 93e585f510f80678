import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, posix } from 'node:path';
import type { ActEntry, ActName } from '../../provision/acts/act.ts';
import type { BackupsState } from '../../provision/backup/state.ts';
import { headerOf } from '../../provision/backup/unpack.ts';
import type { RestorePlan } from '../../provision/ctl/backup/restore-plan.ts';
import type { SchoolPlan } from '../../provision/ctl/backup/restore-school.ts';
import { layout } from '../../provision/layout.ts';
import { asProvisionError, ProvisionError } from '../../provision/model/error.ts';
import type { Secret } from '../../provision/model/secret.ts';
import { askCtl, installedOrStagedCtl, jsonOf, refusalOf } from './ctl.ts';
import type { OpenServer } from './open-server.ts';

export type { ActEntry, ActName } from '../../provision/acts/act.ts';
export type { BackupsState } from '../../provision/backup/state.ts';
export type { RestorePlan } from '../../provision/ctl/backup/restore-plan.ts';
export type { SchoolPlan } from '../../provision/ctl/backup/restore-school.ts';

/** What is known about the backups of the server; `proven` names the one last restored for proof. */
export async function backupsOf(server: OpenServer): Promise<BackupsState & { readonly proven: string | null }> {
  return ask(server, ['backup', 'list', '--json']);
}

export type VerifiedBackup = {
  readonly name: string;
  readonly tables: number;
  readonly rows: number;
  readonly documents: number;
};

/** Opens every part of a backup on the server. Rejects with TT-BACKUP-01 or -02. */
export function verifyBackup(server: OpenServer, name: string): Promise<VerifiedBackup> {
  return ask(server, ['backup', 'verify', '--name', name, '--json'], { timeoutMs: hours(2) });
}

export function removeBackup(server: OpenServer, name: string): Promise<{ readonly removed: string }> {
  return ask(server, ['backup', 'remove', '--name', name, '--json']);
}

export type BackupTargets = {
  readonly targets: readonly {
    readonly id: string;
    readonly kind: string;
    readonly where: string;
    /** Of another server: the line of authorized_keys by which it lets this one in. */
    readonly admits: string | null;
  }[];
  /** What was done, and what is still to be done by a person, in sentences. */
  readonly lines: readonly string[];
};

/** Where copies of backups go; `change` are flags of `teachtrackctl backup targets`, none to only look; `password`: of a share. */
export function backupTargets(
  server: OpenServer,
  change: readonly string[] = [],
  password?: Secret,
): Promise<BackupTargets> {
  // A share may need a program first, and a place that hangs is waited for.
  const patience = change.length === 0 ? {} : { timeoutMs: hours(1) };
  const typed = password === undefined ? {} : { stdin: password };
  return ask(server, ['backup', 'targets', ...change, '--json'], { ...patience, ...typed });
}

/** The key that opens the server's backups, as it is written down. */
export function backupKeyOf(server: OpenServer): Promise<{ readonly key: string; readonly keyId: string }> {
  return ask(server, ['backup', 'key', '--show', '--json']);
}

/** Rejects with TT-BACKUP-02 when the key is another server's, with TT-ANSWERS-01 when it is none. */
export async function confirmBackupKey(server: OpenServer, written: Secret): Promise<void> {
  await ask(server, ['backup', 'key', '--confirm', '--json'], { stdin: written.reveal() });
}

export type RestoreSource = {
  /** A backup on the server by its name, or `latest`; or a file that was sent there. */
  readonly from: { readonly name: string } | { readonly file: string };
  /** Of another server; otherwise this server's own. */
  readonly key?: Secret;
  /** Code of the only school to be brought back. */
  readonly school?: string;
};

/** What a restore of everything would do; changes nothing. Rejects with the reason when it cannot be done. */
export function planRestore(server: OpenServer, source: RestoreSource): Promise<RestorePlan> {
  return ask(server, ['restore', ...flagsOf(source), '--json'], { ...typed(source), timeoutMs: hours(2) });
}

/** What bringing back one school would change; changes nothing. Rejects with the reason when it cannot be done. */
export function planSchoolRestore(
  server: OpenServer,
  source: RestoreSource & { readonly school: string },
): Promise<SchoolPlan> {
  return ask(server, ['restore', ...flagsOf(source), '--json'], { ...typed(source), timeoutMs: hours(2) });
}

export type ActWatch = {
  readonly onEntry: (entry: ActEntry) => void;
  /** Said when the line broke and is made whole again. */
  readonly onLineLost: () => void;
  readonly signal?: AbortSignal;
};

export function restore(
  server: OpenServer,
  source: RestoreSource,
  plan: RestorePlan | SchoolPlan,
  origin: object,
  watch: ActWatch,
): Promise<void> {
  const args = ['restore', ...flagsOf(source), '--agree', plan.digest, '--origin', JSON.stringify(origin), '--json'];
  return watched(server, { act: 'restore', args, ...typed(source) }, watch);
}

export function makeBackup(server: OpenServer, origin: object, watch: ActWatch): Promise<void> {
  return watched(
    server,
    { act: 'backup', args: ['backup', 'now', '--origin', JSON.stringify(origin), '--json'] },
    watch,
  );
}

export function runDrill(server: OpenServer, origin: object, watch: ActWatch, name = 'latest'): Promise<void> {
  const args = ['drill', '--name', name, '--origin', JSON.stringify(origin), '--json'];
  return watched(server, { act: 'drill', args }, watch);
}

/** Shows the last act of this name from its beginning to its end, also one that another laptop began. */
export function followLast(server: OpenServer, act: ActName, watch: ActWatch): Promise<void> {
  return watched(server, { act, args: [act, 'follow', '--json'] }, watch);
}

/** Sends a backup of this laptop to the server; gives its place there. Resumes a broken upload. */
export async function sendBackup(
  server: OpenServer,
  path: string,
  onProgress: (sentBytes: number, ofBytes: number) => void,
): Promise<string> {
  const { size } = await stat(path).catch((cause: unknown) => {
    throw new ProvisionError({ code: 'TT-FILE-03', message: `The backup ${path} cannot be read.`, cause });
  });
  // A file that is no backup is known before it is sent for minutes.
  await headerOf(path);
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(piece as Buffer);
  const remotePath = posix.join(layout.incoming, basename(path).replace(/[^\w.-]/g, '-'));
  await server.transport.run({ argv: ['mkdir', '-p', '-m', '0700', '--', posix.dirname(remotePath)], asRoot: true });
  await server.transport.upload({
    localPath: path,
    remotePath,
    sha256: hash.digest('hex'),
    asRoot: true,
    onProgress: ({ sentBytes }) => onProgress(sentBytes, size),
  });
  return remotePath;
}

/** What was sent for a restore is not needed any more. */
export async function removeSent(server: OpenServer): Promise<void> {
  await server.transport.run({ argv: ['rm', '-rf', '--', layout.incoming], asRoot: true });
}

type Begun = { readonly act: ActName; readonly args: readonly string[]; readonly stdin?: string };

/** A broken line is made whole and the act is taken up after the last entry seen: it goes on at the server meanwhile. */
export async function watched(
  server: OpenServer,
  { act, args, stdin }: Begun,
  { onEntry, onLineLost, signal }: ActWatch,
): Promise<void> {
  let next = 1;
  let call: readonly string[] = args;
  let given = stdin;
  for (let lost = 0; ; ) {
    let refused: string | undefined;
    try {
      if (lost > 0) await server.transport.reconnect();
      const answer = await server.transport.run({
        argv: installedOrStagedCtl(...call),
        asRoot: true,
        timeoutMs: hours(12),
        ...(given === undefined ? {} : { stdin: given }),
        ...(signal === undefined ? {} : { signal }),
        onLine: (line) => {
          const value = jsonOf(line);
          if (typeof value !== 'object' || value === null) return;
          if ('error' in value) refused = line;
          if (!('seq' in value)) return;
          const entry = value as ActEntry;
          if (entry.seq < next) return;
          next = entry.seq + 1;
          onEntry(entry);
        },
      });
      const refusal = refusalOf(refused === undefined ? answer : { ...answer, stdout: refused });
      if (refusal !== undefined) throw refusal;
      return;
    } catch (thrown) {
      const { code } = asProvisionError(thrown);
      // Without an entry seen nobody knows whether it began: that is for a person to decide.
      if (!/^TT-SSH-0[239]$/.test(code) || next === 1 || lost >= 60 || signal?.aborted === true) throw thrown;
      lost += 1;
      onLineLost();
      call = [act, 'follow', '--from', String(next), '--json'];
      given = undefined;
      await new Promise((resolve) => setTimeout(resolve, 2_000));
    }
  }
}

async function ask<T>(
  { transport }: OpenServer,
  args: readonly string[],
  options: { readonly stdin?: string | Secret; readonly timeoutMs?: number } = {},
): Promise<T> {
  const answer = await askCtl(transport, { argv: installedOrStagedCtl(...args), ...options });
  return jsonOf(answer.trim().split('\n').at(-1) ?? '') as T;
}

function flagsOf({ from, key, school }: RestoreSource): readonly string[] {
  return [
    ...('name' in from ? ['--name', from.name] : ['--file', from.file]),
    ...(school === undefined ? [] : ['--school', school]),
    ...(key === undefined ? [] : ['--key-file', '-']),
  ];
}

function typed({ key }: RestoreSource): { readonly stdin?: string } {
  return key === undefined ? {} : { stdin: key.reveal() };
}

function hours(count: number): number {
  return count * 3_600_000;
}
