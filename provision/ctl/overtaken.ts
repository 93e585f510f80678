import { existsSync } from 'node:fs';
import { journalPath } from '../engine/follow.ts';
import { readJournal } from '../engine/read-journal.ts';
import { readUnderWay } from '../upgrade/kept.ts';
import { allRuns, readRequest } from './run-folder.ts';
import type { World } from './world.ts';

/**
 * The run that has changed the server after this one, which therefore cannot be gone on with: what it would do was
 * planned for a server that is no more. An upgrade that is under way is brought to its end first, whatever came after it.
 */
export function overtakenBy({ paths }: Pick<World, 'paths'>, run: string): string | undefined {
  if (readUnderWay(paths)?.run === run) return undefined;
  const { rotation } = readRequest(paths, run);
  return allRuns(paths).find((other) => {
    if (other <= run) return false;
    const later = readRequest(paths, other);
    // Of the secrets, and of a single thing that was put back, the plan of a whole knows nothing.
    const isWhole = later.only === undefined && later.rotation === undefined;
    const counts = isWhole || (rotation !== undefined && later.rotation !== undefined);
    return counts && hasChanged(journalPath(paths, other));
  });
}

function hasChanged(path: string): boolean {
  return existsSync(path) && readJournal(path).entries.some(({ event }) => event.kind === 'step-started');
}
