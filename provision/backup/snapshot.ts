import type { Secret } from '../model/secret.ts';
import type { BackupContext } from './context.ts';
import { makeBackup } from './make.ts';
import { type BackupRecord, chosenRecord } from './record.ts';
import { type Restored, type RestoreWish, restoreServer, type Site } from './restore.ts';
import { requireUnchanged } from './verify.ts';

export type Snapshot = BackupRecord;

export type SnapshotWish = {
  readonly key: Secret;
  /** Of the release that is in use. */
  readonly version: string;
  readonly reason: 'before-upgrade' | 'before-restore';
  /** Folder of the state files. */
  readonly stateFiles: string;
  readonly onProgress?: (doneBytes: number, ofBytes: number) => void;
};

/**
 * What an upgrade or a restore goes back to: database, documents, settings, secrets and certificates of one moment, taken while everybody
 * works. An ordinary backup, kept as one. Takes no lock: whoever calls holds it.
 */
export async function snapshot(context: BackupContext, wish: SnapshotWish): Promise<Snapshot> {
  return (await makeBackup(context, wish)).record;
}

export type SnapshotRestore = {
  readonly name: string;
  readonly key: Secret;
  readonly site: Site;
  /** Folder of a restore's own things, `layout.restore`. */
  readonly folder: string;
  readonly onProgress?: (readBytes: number) => void;
  readonly at?: RestoreWish['at'];
};

/** Brings the data back to a snapshot, as any restore does: ready beside first, undone when it fails. Takes no lock. */
export async function restoreSnapshot(context: BackupContext, wish: SnapshotRestore): Promise<Restored> {
  const { archives } = context.paths;
  const record = chosenRecord(archives, wish.name);
  await requireUnchanged(archives, record);
  return restoreServer(context, {
    ...{ file: `${archives}/${record.name}`, key: wish.key, folder: wish.folder, site: wish.site },
    onProgress: (read) => wish.onProgress?.(read),
    at: wish.at ?? (() => {}),
  });
}
