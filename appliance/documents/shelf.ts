import { createReadStream, type ReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { newId } from '../ids.ts';

/** The disk has no room for another document. */
export class ShelfFull extends Error {
  constructor(cause: unknown) {
    super('the disk of the documents is full', { cause });
    this.name = 'ShelfFull';
  }
}

export type Shelved = { readonly hash: string; readonly format: string };

/** Documents as files named by the hash of what they say. A file is there whole or not at all. */
export class Shelf {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async has(file: Shelved): Promise<boolean> {
    return stat(this.#path(file)).then(
      (found) => found.isFile() && found.size > 0,
      () => false,
    );
  }

  /** Rejects with `ShelfFull` when there is no room; nothing of the file is left then. */
  async put(file: Shelved, data: Uint8Array): Promise<void> {
    const path = this.#path(file);
    const unfinished = `${path}.${newId()}.part`;
    try {
      await mkdir(dirname(path), { recursive: true, mode: 0o750 });
      // A power cut right after may not leave the name without the contents.
      await writeFile(unfinished, data, { mode: 0o640, flag: 'wx', flush: true });
      await rename(unfinished, path);
    } catch (error) {
      await rm(unfinished, { force: true }).catch(() => undefined);
      const code = (error as NodeJS.ErrnoException).code;
      if (code === 'ENOSPC' || code === 'EDQUOT') throw new ShelfFull(error);
      throw error;
    }
  }

  /** Undefined when it is no longer there. */
  async read(file: Shelved): Promise<{ readonly stream: ReadStream; readonly bytes: number } | undefined> {
    const handle = await open(this.#path(file)).catch(() => undefined);
    if (handle === undefined) return undefined;
    const { size } = await handle.stat();
    return { stream: createReadStream('', { fd: handle }), bytes: size };
  }

  async remove(file: Shelved): Promise<void> {
    await rm(this.#path(file), { force: true });
  }

  #path({ hash, format }: Shelved): string {
    if (!/^[0-9a-f]{64}$/.test(hash) || !/^[a-z]{3,5}$/.test(format)) throw new Error('not the name of a document');
    return join(this.#folder, hash.slice(0, 2), `${hash}.${format}`);
  }
}
