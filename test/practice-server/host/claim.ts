import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { identify, isAlive, type ProcessIdentity } from './process-identity.ts';

/**
 * A folder that belongs to one process. It appears by a rename with its owner's name already in it, so it is never seen
 * half made, and two processes never both get it.
 */
export function tryClaim(folder: string, record: object = {}): boolean {
  mkdirSync(dirname(folder), { recursive: true });
  const made = mkdtempSync(`${folder}.new-`);
  writeFileSync(join(made, 'owner.json'), JSON.stringify({ ...thisProcess(), ...record }));
  try {
    renameSync(made, folder);
    return true;
  } catch (error) {
    rmSync(made, { recursive: true });
    if (existsSync(folder)) return false;
    throw error;
  }
}

export function ownerOf(folder: string): ProcessIdentity | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, 'owner.json'), 'utf8')) as ProcessIdentity;
  } catch {
    return undefined;
  }
}

/** Runs `work` while no other process of this machine does the same under that name. A dead holder's claim is taken over. */
export async function exclusively<T>(folder: string, timeoutMs: number, work: () => Promise<T>): Promise<T> {
  const until = Date.now() + timeoutMs;
  while (!tryClaim(folder)) {
    const owner = ownerOf(folder);
    if (owner !== undefined && !isAlive(owner)) {
      releaseDead(folder, owner);
      continue;
    }
    if (Date.now() > until)
      throw new Error(`${folder} is held by process ${owner?.pid ?? '?'} for more than ${timeoutMs} ms`);
    await sleep(200);
  }
  try {
    return await work();
  } finally {
    removeAtOnce(folder);
  }
}

/** Away in one step: a folder half removed would look free, and a new owner would lose what it puts there. */
export function removeAtOnce(folder: string): void {
  const aside = `${folder}.gone-${process.pid}`;
  try {
    renameSync(folder, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  rmSync(aside, { recursive: true, force: true });
}

/** Moves the dead owner's folder away before removing it, and gives it back if another owner took it meanwhile. */
function releaseDead(folder: string, dead: ProcessIdentity): void {
  const aside = `${folder}.dead-${dead.pid}-${process.pid}`;
  try {
    renameSync(folder, aside);
  } catch {
    return;
  }
  const moved = ownerOf(aside);
  if (moved?.pid === dead.pid && moved.startTime === dead.startTime) rmSync(aside, { recursive: true, force: true });
  else renameSync(aside, folder);
}

function thisProcess(): ProcessIdentity {
  const identity = identify(process.pid);
  if (identity === undefined) throw new Error('Cannot read /proc/self/stat: practice servers need Linux');
  return identity;
}
