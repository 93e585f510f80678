import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** What every state file begins with; the rest is of its writer, and read by whoever knows it. */
export const stateSchema = z.looseObject({
  /** When it was written. */
  at: z.iso.datetime({ offset: true }),
  /** Null: neither well nor ill, or not known. */
  ok: z.boolean().nullable(),
  summary: z.string(),
});
export type State = z.infer<typeof stateSchema>;

/** `absent`: nobody has written it yet. `unreadable`: it is there and says nothing. */
export type StateFile =
  | { readonly kind: 'there'; readonly state: State }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unreadable' };

/** Reads state files of the folder, each again only when it was written anew. Never rejects. */
export type StateFiles = {
  read(name: string): Promise<StateFile>;
  /** As many times `read`; costs one look at the folder while nothing in it was written. The same file is the same value. */
  readAll<Name extends string>(names: readonly Name[]): Promise<Readonly<Record<Name, StateFile>>>;
};

/** No state file is nearly as large. */
const mostBytes = 4_000_000;
/** Two renames within a clock's step leave a folder the same time: it must be older to be believed. */
const settledMs = 1_000;

export function createStateFiles(folder: string): StateFiles {
  const known = new Map<string, { readonly version: string; readonly file: StateFile }>();
  let before: { readonly version: string; readonly files: Record<string, StateFile> } | undefined;

  async function read(name: string): Promise<StateFile> {
    try {
      const path = join(folder, `${name}.json`);
      const { mtimeMs, size, ino } = await stat(path);
      const version = `${mtimeMs} ${size} ${ino}`;
      const kept = known.get(name);
      if (kept?.version === version) return kept.file;
      const file: StateFile = size > mostBytes ? { kind: 'unreadable' } : parsed(await readFile(path, 'utf8'));
      known.set(name, { version, file });
      return file;
    } catch (error) {
      known.delete(name);
      return { kind: (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'absent' : 'unreadable' };
    }
  }

  /** Undefined while it may change unseen. Writers rename: each change of a file is one of its folder. */
  async function folderVersion(): Promise<string | undefined> {
    const found = await stat(folder).catch(() => undefined);
    if (found === undefined || Math.abs(Date.now() - found.mtimeMs) < settledMs) return undefined;
    return `${found.mtimeMs} ${found.ino}`;
  }

  return {
    read,
    async readAll(names) {
      const version = await folderVersion();
      const last = before;
      if (version !== undefined && version === last?.version && names.every((name) => name in last.files)) {
        return last.files;
      }
      const files = Object.fromEntries(await Promise.all(names.map(async (name) => [name, await read(name)])));
      // What could not be read may be readable again without having been written anew.
      const isWhole = Object.values<StateFile>(files).every(({ kind }) => kind !== 'unreadable');
      before = version === undefined || !isWhole ? undefined : { version, files };
      return files;
    },
  };
}

function parsed(text: string): StateFile {
  try {
    const state = stateSchema.safeParse(JSON.parse(text));
    return state.success ? { kind: 'there', state: state.data } : { kind: 'unreadable' };
  } catch {
    return { kind: 'unreadable' };
  }
}
