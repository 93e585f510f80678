import { createHash } from 'node:crypto';
import { lstat, open, readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** One file of an archive: `path` is relative with `/`, `sha256` in lower-case hex. */
export type TreeFile = { readonly path: string; readonly sha256: string; readonly executable: boolean };

/** One digest for a whole tree: names, contents and the executable bit of all its regular files; times do not count. */
export function treeDigest(files: readonly TreeFile[]): string {
  const lines = files.map(({ path, sha256, executable }) => `${sha256} ${executable ? 'x' : '-'} ${path}\n`);
  return createHash('sha256')
    .update(lines.sort((a, b) => (a.slice(67) < b.slice(67) ? -1 : 1)).join(''))
    .digest('hex');
}

/** Reads all files below a folder. Anything but folders and regular files is in the tree as what it is, never followed. */
export async function readTree(folder: string): Promise<TreeFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files: TreeFile[] = [];
  for (const entry of entries) {
    if (entry.isDirectory()) continue;
    const path = join(entry.parentPath, entry.name);
    const { mode } = await lstat(path);
    const sha256 = entry.isFile() ? await sha256OfFile(path) : 'f'.repeat(64);
    files.push({ path: relative(folder, path), sha256, executable: (mode & 0o100) !== 0 });
  }
  return files;
}

/** One buffer for the whole file: a stream's own would pile up faster than they are collected. */
export async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  const buffer = Buffer.allocUnsafeSlow(256 * 1024);
  const file = await open(path);
  try {
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, buffer.length);
      if (bytesRead === 0) return hash.digest('hex');
      hash.update(buffer.subarray(0, bytesRead));
    }
  } finally {
    await file.close();
  }
}
