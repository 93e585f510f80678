import type { Secret } from '../model/secret.ts';
import { readState } from '../ops/state-file.ts';
import type { BackupContext } from './context.ts';
import type { BackupReason } from './format/container.ts';
import { type BackupRecord, recordsIn, removeBackup } from './record.ts';
import { defaultPolicy, removable } from './retention.ts';
import { megabytes } from './space.ts';
import { type DrillState, tellBackups } from './state.ts';
import { writeBackup } from './write.ts';

export type MakeWish = {
  readonly key: Secret;
  readonly version: string;
  readonly reason: BackupReason;
  readonly stateFiles: string;
  readonly onProgress?: (doneBytes: number, ofBytes: number) => void;
};

export type Made = { readonly record: BackupRecord; readonly removed: readonly string[] };

/** A backup with all that belongs to it: written, old ones removed, told to whoever watches, also when it failed. */
export async function makeBackup(context: BackupContext, wish: MakeWish): Promise<Made> {
  const { archives } = context.paths;
  try {
    const record = await writeBackup(context, wish);
    context.say(
      `${record.rows} rows and ${record.documents} documents: ${megabytes(record.contentBytes)}, as a backup ${megabytes(record.bytes)}.`,
    );
    const removed = tidy(context, wish.stateFiles);
    const summary = `Backup ${record.name} is made.`;
    await tellBackups(context, archives, wish.stateFiles, { attempt: { at: record.at, ok: true, summary } });
    return { record, removed };
  } catch (thrown) {
    const summary = `The last backup failed: ${thrown instanceof Error ? thrown.message : String(thrown)}`;
    await tellBackups(context, archives, wish.stateFiles, {
      attempt: { at: new Date().toISOString(), ok: false, summary },
    });
    throw thrown;
  }
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
