import { statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
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

/**
 * Reads state files of the folder, each again only when it was written anew: the same file is the same value. Never rejects.
 */
export type StateFiles = { read(name: string): Promise<StateFile> };

/** No state file is nearly as large. */
const mostBytes = 4_000_000;

export function createStateFiles(folder: string): StateFiles {
  const known = new Map<string, { readonly version: string; readonly file: StateFile }>();
  return {
    async read(name) {
      try {
        const path = join(folder, `${name}.json`);
        // Some are links to files of the monitor's folder, and on a full disk they are written over in place: each is looked
        // at by itself. The kernel has the answer at hand: sending a thread for it would cost more than it does.
        const { mtimeMs, size, ino } = statSync(path);
        const version = `${mtimeMs} ${size} ${ino}`;
        const before = known.get(name);
        if (before?.version === version) return before.file;
        const file: StateFile = size > mostBytes ? { kind: 'unreadable' } : parsed(await readFile(path, 'utf8'));
        known.set(name, { version, file });
        return file;
      } catch (error) {
        known.delete(name);
        return { kind: (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'absent' : 'unreadable' };
      }
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
