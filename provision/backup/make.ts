import { ProvisionError } from '../model/error.ts';
import type { Secret } from '../model/secret.ts';
import { readState } from '../ops/state-file.ts';
import type { BackupContext } from './context.ts';
import type { BackupReason } from './format/container.ts';
import { type BackupRecord, recordsIn, removeBackup } from './record.ts';
import { defaultPolicy, removable } from './retention.ts';
import { megabytes } from './space.ts';
import { type DrillState, type TargetState, tellBackups } from './state.ts';
import { copyToTargets } from './targets/copy.ts';
import type { Target } from './targets/settings.ts';
import { writeBackup } from './write.ts';

export type MakeWish = {
  readonly key: Secret;
  readonly version: string;
  readonly reason: BackupReason;
  readonly stateFiles: string;
  /** Where copies go. Default none: a safety copy stays on the server. */
  readonly targets?: readonly Target[];
  readonly onProgress?: (doneBytes: number, ofBytes: number) => void;
};

export type Made = { readonly record: BackupRecord; readonly removed: readonly string[] };

/**
 * A backup with all that belongs to it: written, old ones removed, told to whoever watches, also when it failed. A safety
 * copy removes none: the very one that is being restored may be the next to go.
 */
export async function makeBackup(context: BackupContext, wish: MakeWish): Promise<Made> {
  const { archives } = context.paths;
  const removed: string[] = [];
  const tidied = () => {
    const gone = isSafety(wish.reason) ? [] : tidy(context, wish.stateFiles);
    removed.push(...gone);
    return gone.length > 0;
  };
  try {
    const record = await writeBackup(context, { ...wish, makeRoom: tidied });
    context.say(
      `${record.rows} rows and ${record.documents} documents: ${megabytes(record.contentBytes)}, as a backup ${megabytes(record.bytes)}.`,
    );
    tidied();
    const attempt = { at: record.at, ok: true, summary: `Backup ${record.name} is made.` };
    if (wish.targets === undefined) {
      await tellBackups(context, archives, wish.stateFiles, { attempt });
      return { record, removed };
    }
    const proven = readState<DrillState>('drill', wish.stateFiles)?.proven?.name;
    const targets = await copyToTargets(context, record, wish.targets, proven);
    await tellBackups(context, archives, wish.stateFiles, { attempt, targets });
    requireCopied(record, targets);
    return { record, removed };
  } catch (thrown) {
    if (thrown instanceof NotCopied) throw thrown;
    const summary = `The last backup failed: ${thrown instanceof Error ? thrown.message : String(thrown)}`;
    await tellBackups(context, archives, wish.stateFiles, {
      attempt: { at: new Date().toISOString(), ok: false, summary },
    });
    throw thrown;
  }
}

function isSafety(reason: BackupReason): boolean {
  return reason === 'before-restore' || reason === 'before-upgrade';
}

/** The backup is made and good; a copy of it is not where it should be. */
class NotCopied extends ProvisionError {}

function requireCopied({ name }: BackupRecord, targets: readonly TargetState[]): void {
  const failed = targets.filter(({ ok }) => ok === false);
  if (failed.length === 0) return;
  throw new NotCopied({
    code: 'TT-BACKUP-04',
    message: `${name} is made and lies on this server, but it could not be copied to ${failed.map(({ where }) => where).join(', ')}.`,
    evidence: failed.map(({ summary }) => summary),
  });
}

/** Removes the backups that newer ones stand for. */
export function tidy({ paths, say }: BackupContext, stateFiles: string): readonly string[] {
  const proven = readState<DrillState>('drill', stateFiles)?.proven?.name;
  const gone = removable({ backups: recordsIn(paths.archives), policy: defaultPolicy, proven, now: new Date() });
  for (const { name } of gone) {
    removeBackup(paths.archives, name);
    say(`Removed ${name}: newer backups stand for it.`);
  }
  return gone.map(({ name }) => name);
}
