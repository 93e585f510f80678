import { ProvisionError } from '../../model/error.ts';
import type { BackupRecord } from '../record.ts';
import { megabytes } from '../space.ts';

/** One target as it is worked with. Each rejects with TT-BACKUP-04 and the reason in words. */
export type Place = {
  /** Rejects when the target is not there, and with `TargetFull` when it has no room for so many bytes more. */
  readonly ready: (bytes: number) => Promise<void>;
  /** Names of the finished backups there. */
  readonly names: () => Promise<readonly string[]>;
  /** The file gets its name only when it is whole; what was there before is untouched. */
  readonly put: (localPath: string, record: BackupRecord) => Promise<void>;
  /** SHA-256 of what is really there, read back. */
  readonly sum: (record: BackupRecord) => Promise<string>;
  readonly remove: (name: string) => Promise<void>;
};

/** Megabytes a second that the slowest target worth having takes. */
const leastBytesPerSecond = 512 * 1024;

/** The time after which a transfer is given up. */
export function patienceMs(bytes: number, seconds: number | undefined): number {
  return seconds === undefined ? 600_000 + (bytes / leastBytesPerSecond) * 1000 : seconds * 1000;
}

/** What is there may make room. */
export class TargetFull extends ProvisionError {}

/** Rejects where so many bytes would not leave a little of what is free. */
export function requireRoomAt(
  where: string,
  { freeBytes, bytes }: { readonly freeBytes: number; readonly bytes: number },
): void {
  if (freeBytes >= bytes * 1.02) return;
  throw new TargetFull({
    code: 'TT-BACKUP-04',
    message: `The target ${where}: it is full: ${megabytes(freeBytes)} are free, and the backup has ${megabytes(bytes)}.`,
  });
}
