import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeDurable } from '../engine/durable.ts';
import { renewGoLive } from '../golive/renew.ts';
import { layout } from '../layout.ts';
import { momentText } from '../model/moment.ts';
import { type Ops, run } from '../ops/command.ts';
import { readState, type State, writeState } from '../ops/state-file.ts';
import { backupKeyHere } from './here.ts';
import { keyIdOf } from './key.ts';
import { type BackupRecord, recordsIn } from './record.ts';
import { isAhead } from './retention.ts';
import { megabytes } from './space.ts';

/** What became of the copies at one target. */
export type TargetState = {
  readonly id: string;
  readonly kind: string;
  readonly where: string;
  readonly ok: boolean | null;
  readonly at: string | null;
  readonly summary: string;
};

export type Attempt = { readonly at: string; readonly ok: boolean; readonly summary: string };

/** State file `backups`. */
export type BackupsState = State & {
  readonly last: BackupRecord | null;
  /** The last attempt, whether it worked or not. */
  readonly attempt: Attempt | null;
  /** When the next one is due, ISO 8601; null when none is. */
  readonly next: string | null;
  readonly list: readonly BackupRecord[];
  readonly targets: readonly TargetState[];
  readonly keyId: string | null;
  /** Whether somebody has shown to have the key written down. */
  readonly keyConfirmed: boolean;
};

/** State file `drill`. */
export type DrillState = State & {
  readonly backup: string | null;
  /** The last backup that was restored as a proof. */
  readonly proven: { readonly name: string; readonly at: string } | null;
  readonly tables: number;
  readonly rows: number;
  readonly signIn: string;
  readonly durationMs: number;
};

export type StateNews = { readonly attempt?: Attempt; readonly targets?: readonly TargetState[] };

/** Writes anew what is known about the backups of this server. */
export async function tellBackups(
  ops: Ops,
  archives: string,
  folder: string,
  news: StateNews = {},
): Promise<BackupsState> {
  const before = readState<BackupsState>('backups', folder);
  const list = recordsIn(archives);
  // What was made while the clock was ahead would look like the last one for years.
  const counted = list.filter((one) => !isAhead(one, new Date()));
  const last = counted.find(({ reason }) => reason === 'nightly' || reason === 'manual') ?? counted[0] ?? null;
  const attempt = news.attempt ?? before?.attempt ?? null;
  const targets = news.targets ?? before?.targets ?? [];
  const failing = targets.filter(({ ok }) => ok === false);
  const key = keyState();
  const isAllAhead = last === null && list.length > 0;
  const ok = attempt === null ? (last === null ? null : true) : attempt.ok && failing.length === 0;
  const state: BackupsState = {
    at: new Date().toISOString(),
    ok: isAllAhead ? false : ok,
    summary: isAllAhead ? allAhead : summaryOf(last, attempt, failing),
    last,
    attempt,
    next: await nextBackup(ops),
    list,
    targets,
    ...key,
  };
  writeState('backups', state, folder);
  renewGoLive(folder, 'backups');
  return state;
}

const allAhead =
  'No backup can be counted on: all tell of a day that is yet to come. The clock of the server was wrong. Make a backup now.';

function summaryOf(last: BackupRecord | null, attempt: Attempt | null, failing: readonly TargetState[]): string {
  if (attempt !== null && !attempt.ok) return attempt.summary;
  if (last === null) return 'There is no backup yet.';
  const made = `The last backup is of ${momentText(last.at)}, ${megabytes(last.bytes)}.`;
  return failing.length === 0
    ? made
    : `${made} It could not be copied to ${failing.map(({ where }) => where).join(', ')}.`;
}

const confirmed = join(layout.backups, 'key-confirmed');

function keyState(): { readonly keyId: string | null; readonly keyConfirmed: boolean } {
  try {
    const keyId = keyIdOf(backupKeyHere());
    return { keyId, keyConfirmed: existsSync(confirmed) && readFileSync(confirmed, 'utf8').trim() === keyId };
  } catch {
    return { keyId: null, keyConfirmed: false };
  }
}

/** Somebody has shown to have this key. */
export function noteKeyConfirmed(keyId: string): void {
  writeDurable(confirmed, `${keyId}\n`);
}

async function nextBackup(ops: Ops): Promise<string | null> {
  const argv = [
    'systemctl',
    'show',
    '--property=NextElapseUSecRealtime',
    '--value',
    'teachtrack-backup.timer',
  ] as const;
  const { stdout } = await run(ops, argv, { env: { TZ: 'UTC' } });
  const [, day, time] = /(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) UTC/.exec(stdout) ?? [];
  return day === undefined ? null : `${day}T${time}.000Z`;
}
