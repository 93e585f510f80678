import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { syncFolder, writeDurable } from '../engine/durable.ts';
import { ProvisionError } from '../model/error.ts';
import type { BackupReason } from './format/container.ts';
import { newestFirst } from './retention.ts';

export const extension = '.ttbackup';
export const partExtension = '.part';

const recordSchema = z.looseObject({
  name: z.string(),
  at: z.iso.datetime(),
  server: z.string(),
  version: z.string(),
  schema: z.string(),
  reason: z.enum(['nightly', 'manual', 'before-restore', 'before-upgrade']),
  keyId: z.string(),
  bytes: z.number().int(),
  sha256: z.string(),
  /** Bytes that went in, before they were compressed. */
  contentBytes: z.number().int(),
  /** Of those, the database as SQL; backups of before it was noted do not tell. */
  databaseBytes: z.number().int().optional(),
  rows: z.number().int(),
  documents: z.number().int(),
  durationMs: z.number(),
});

/** What is known of a backup without opening it; lies beside its file as `<name>.json`. */
export type BackupRecord = z.infer<typeof recordSchema>;

/** Such as `20261126t020000z-hill-0.1.0.ttbackup`: sorts by time, tells server and version. */
export function backupName({
  at,
  server,
  version,
}: {
  readonly at: Date;
  readonly server: string;
  readonly version: string;
}): string {
  const moment = at.toISOString().slice(0, 19).replace(/[-:]/g, '').toLowerCase();
  const plain = (text: string) =>
    text
      .toLowerCase()
      .replace(/[^a-z0-9.]+/g, '-')
      .replace(/^[-.]+|[-.]+$/g, '');
  return `${moment}z-${plain(server).slice(0, 40) || 'server'}-${plain(version).slice(0, 40) || '0'}${extension}`;
}

export function isBackupName(name: string): boolean {
  return /^\d{8}t\d{6}z-[a-z0-9.-]+\.ttbackup$/.test(name);
}

export function writeRecord(folder: string, record: BackupRecord): void {
  writeDurable(join(folder, `${record.name}.json`), `${JSON.stringify(record)}\n`);
}

export function readRecord(folder: string, name: string): BackupRecord | undefined {
  try {
    const read = recordSchema.safeParse(JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')));
    return read.success && read.data.name === name ? read.data : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Finished backups in a folder, newest first; those made while the clock was ahead are the last. One whose file is gone or
 * has another size is no backup.
 */
export function recordsIn(folder: string, now = new Date()): readonly BackupRecord[] {
  const records = namesIn(folder)
    .filter(isBackupName)
    .flatMap((name) => {
      const record = readRecord(folder, name);
      return record !== undefined && statSync(join(folder, name)).size === record.bytes ? [record] : [];
    });
  return newestFirst(records, now);
}

/** The backup meant by a name or by `latest`. Rejects with TT-BACKUP-03 when there is none. */
export function chosenRecord(folder: string, wish: string): BackupRecord {
  const all = recordsIn(folder);
  const found = wish === 'latest' ? all[0] : all.find(({ name }) => name === wish || name === `${wish}${extension}`);
  if (found !== undefined) return found;
  throw new ProvisionError({
    code: 'TT-BACKUP-03',
    message: all.length === 0 ? 'There is no backup on this server yet.' : `There is no backup ${wish} on this server.`,
    evidence: all.slice(0, 5).map(({ name }) => name),
  });
}

/** Removes what an interrupted backup left. Gives the names. */
export function removeParts(folder: string): readonly string[] {
  const names = namesIn(folder);
  const left = names.filter(
    (name) =>
      name.endsWith(partExtension) ||
      // A record whose file never came into being.
      (name.endsWith(`${extension}.json`) && !names.includes(name.slice(0, -'.json'.length))),
  );
  for (const name of left) rmSync(join(folder, name), { force: true });
  if (left.length > 0) syncFolder(folder);
  return left;
}

export function removeBackup(folder: string, name: string): void {
  rmSync(join(folder, name), { force: true });
  rmSync(join(folder, `${name}.json`), { force: true });
  syncFolder(folder);
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

export type { BackupReason };
