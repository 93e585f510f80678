import type { Tier } from '../model/wanted.ts';

/** One thing that takes room on the server, and where. */
export type RoomUse = { readonly what: string; readonly bytes: number; readonly path: string };

const GB = 1e9;

/** Room of the database a teacher fills in a year, and of the documents that are kept: estimates to be on the safe side. */
const databaseBytesPerTeacher = 0.02 * GB;
const documentBytesPerTeacher = 0.02 * GB;
/** Seven daily and four weekly backups, each packed to a quarter. */
const backupsKept = 11;
const backupShare = 0.25;

const redoBytes: Readonly<Record<Tier, number>> = { 150: 1 * GB, 500: 2 * GB, 2000: 4 * GB };

const MiB = 1024 * 1024;
/** Put by for the day the disk is full; see `reserve`. */
export const reserveBytes: Readonly<Record<Tier, number>> = { 150: 512 * MiB, 500: 1024 * MiB, 2000: 2048 * MiB };

/** What the install itself writes, before any teacher has signed in. */
export function roomForInstall(tier: Tier): readonly RoomUse[] {
  return [
    { what: 'system packages', bytes: 1 * GB, path: '/usr' },
    { what: 'TeachTrack, this version and the one before', bytes: 0.6 * GB, path: '/opt' },
    { what: 'uploaded bundle', bytes: 0.4 * GB, path: '/var/lib' },
    { what: 'empty database', bytes: 0.4 * GB, path: '/var/lib' },
    { what: 'database log', bytes: redoBytes[tier], path: '/var/lib' },
    { what: 'emergency reserve', bytes: reserveBytes[tier], path: '/var/lib' },
  ];
}

/** What an update of an installed TeachTrack writes. */
export function roomForUpdate(): readonly RoomUse[] {
  return [
    { what: 'one more version of TeachTrack', bytes: 0.3 * GB, path: '/opt' },
    { what: 'uploaded bundle', bytes: 0.4 * GB, path: '/var/lib' },
  ];
}

/** What the first year adds, by estimate. */
export function roomForYear(tier: Tier): readonly RoomUse[] {
  const database = tier * databaseBytesPerTeacher;
  return [
    { what: 'database after a year', bytes: database, path: '/var/lib' },
    { what: `${backupsKept} backups`, bytes: backupsKept * backupShare * database, path: '/var/lib' },
    { what: 'documents', bytes: tier * documentBytesPerTeacher, path: '/var/lib' },
    { what: 'queue, logs and room to work', bytes: 8 * GB, path: '/var/lib' },
  ];
}

/** What people's work takes in a year, by estimate. */
export function growthOfYear(tier: Tier): number {
  return tier * (databaseBytesPerTeacher + documentBytesPerTeacher);
}

export function total(uses: readonly RoomUse[]): number {
  return uses.reduce((sum, use) => sum + use.bytes, 0);
}
