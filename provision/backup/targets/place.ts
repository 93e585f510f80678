import type { BackupRecord } from '../record.ts';

/** One target as it is worked with. Each rejects with TT-BACKUP-04 and the reason in words. */
export type Place = {
  /** Rejects when the target is not there or has no room for so many bytes more. */
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
