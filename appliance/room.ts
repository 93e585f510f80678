import { statfs } from 'node:fs/promises';

/**
 * Left on the database's disk, nothing more is written. A database server that meets the very end of a disk may not only
 * refuse: MariaDB 10.11 was seen to abort while it rolled back what it could not write, and does not start again before
 * somebody makes room. So it is not brought there, and people can go on reading.
 */
const leastBytes = 256 * 1024 * 1024;
const lookAgainMs = 200;

export type Room = {
  /** Whether there is too little room to write anything. False where nobody can tell. */
  isShort(): Promise<boolean>;
};

export function watchRoom(folder: string | undefined, freeBytes = freeBytesOf): Room {
  let known: { readonly short: Promise<boolean>; readonly until: number } | undefined;
  const look = async (path: string) => (await freeBytes(path).catch(() => leastBytes)) < leastBytes;
  return {
    isShort() {
      if (folder === undefined) return Promise.resolve(false);
      if (known === undefined || known.until < performance.now())
        known = { short: look(folder), until: performance.now() + lookAgainMs };
      return known.short;
    },
  };
}

async function freeBytesOf(path: string): Promise<number> {
  const { bavail, bsize } = await statfs(path);
  return bavail * bsize;
}
