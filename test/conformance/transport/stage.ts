import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Folders for the cases: one where anybody may write, and a small file system. */
export type Stage = { folder(name: string): string; readonly smallFolder: string; clear(): void };

export function setStage(): Stage {
  const root = mkdtempSync(join(tmpdir(), 'transport-'));
  chmodSync(root, 0o755);
  const smallFolder = join(root, 'small');
  mkdirSync(smallFolder);
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m,mode=0777', 'tmpfs', smallFolder]);
  return {
    smallFolder,
    folder(name) {
      const path = join(root, name);
      mkdirSync(path);
      chmodSync(path, 0o777);
      return path;
    },
    clear() {
      execFileSync('umount', ['-l', smallFolder]);
      rmSync(root, { recursive: true, force: true });
    },
  };
}
