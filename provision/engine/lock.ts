import { mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ProvisionError } from '../model/error.ts';
import type { Origin } from '../model/journal.ts';
import { writeDurable } from './durable.ts';
import type { Host } from './host.ts';

/** Who holds the lock, as written in its `owner.json`. */
export type LockOwner = Origin & {
  readonly run: string;
  /** ISO 8601 UTC. */
  readonly since: string;
  readonly bootId: string;
  readonly pid: number;
  readonly startTime: string;
  /** The holder starts the run and gives the lock to the process that does it. */
  readonly handingOver: boolean;
};

export type LockWish = Origin & { readonly run: string; readonly handingOver?: boolean };

/** A held lock. `stolenFrom` is the sentence about a dead holder whose lock was taken over. */
export class Lock {
  readonly owner: LockOwner;
  readonly stolenFrom: string | undefined;
  readonly #path: string;

  constructor(path: string, owner: LockOwner, stolenFrom?: string) {
    this.#path = path;
    this.owner = owner;
    this.stolenFrom = stolenFrom;
  }

  stillHeld(): boolean {
    const now = readOwner(this.#path);
    return now !== undefined && sameHolder(now, this.owner);
  }

  release(): void {
    if (this.stillHeld()) rmSync(this.#path, { recursive: true, force: true });
  }
}

/**
 * Takes the lock: a folder that comes into being with its owner inside, in one rename. A holder that is dead, or is
 * from before the last boot, loses it. A starter's lock passes to the process of the same run.
 * Rejects with TT-LOCK-01 and a sentence about the holder.
 */
export function acquireLock(path: string, wish: LockWish, host: Host): Lock {
  const owner: LockOwner = {
    who: wish.who,
    from: wish.from,
    run: wish.run,
    since: new Date().toISOString(),
    bootId: host.bootId(),
    pid: process.pid,
    startTime: host.startTimeOf(process.pid) ?? '',
    handingOver: wish.handingOver ?? false,
  };
  const existing = readOwner(path);
  if (existing?.handingOver === true && existing.run === wish.run && isHeld(existing, host)) {
    writeDurable(join(path, 'owner.json'), JSON.stringify(owner), 0o644);
    return new Lock(path, owner);
  }
  if (take(path, owner)) return new Lock(path, owner);
  const holder = readOwner(path);
  if (holder !== undefined && isHeld(holder, host)) throw held(holder);
  removeStale(path, holder, owner);
  if (!take(path, owner)) throw held(readOwner(path) ?? owner);
  return new Lock(path, owner, holder === undefined ? undefined : staleSentence(holder, host));
}

/** Undefined when nobody holds it, or when what is there says nothing of its holder. */
export function readOwner(path: string): LockOwner | undefined {
  try {
    return JSON.parse(readFileSync(join(path, 'owner.json'), 'utf8')) as LockOwner;
  } catch {
    return undefined;
  }
}

export function isHeld(owner: LockOwner, host: Host): boolean {
  return owner.bootId === host.bootId() && host.startTimeOf(owner.pid) === owner.startTime;
}

export function holderSentence({ who, from, since, run, pid }: LockOwner): string {
  return `${who} from ${from} has been running ${run} since ${since} (pid ${pid}).`;
}

function take(path: string, owner: LockOwner): boolean {
  const ready = `${path}.${owner.pid}.new`;
  rmSync(ready, { recursive: true, force: true });
  mkdirSync(dirname(path), { recursive: true, mode: 0o755 });
  writeDurable(join(ready, 'owner.json'), JSON.stringify(owner), 0o644);
  try {
    renameSync(ready, path);
    return true;
  } catch (thrown) {
    rmSync(ready, { recursive: true, force: true });
    if (['ENOTEMPTY', 'EEXIST'].includes((thrown as NodeJS.ErrnoException).code ?? '')) return false;
    throw thrown;
  }
}

/** Moves the dead holder's folder away and removes it, unless somebody else took the lock in the meantime. */
function removeStale(path: string, dead: LockOwner | undefined, mine: LockOwner): void {
  const aside = `${path}.${mine.pid}.stale`;
  try {
    renameSync(path, aside);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw thrown;
  }
  const moved = readOwner(aside);
  if (moved !== undefined && (dead === undefined || !sameHolder(moved, dead))) renameSync(aside, path);
  else rmSync(aside, { recursive: true, force: true });
}

function sameHolder(a: LockOwner, b: LockOwner): boolean {
  const members = ['run', 'bootId', 'pid', 'startTime', 'handingOver'] as const;
  return members.every((member) => a[member] === b[member]);
}

function staleSentence(owner: LockOwner, host: Host): string {
  const why = owner.bootId === host.bootId() ? 'its process is gone' : 'the server was restarted since';
  return `The lock of ${owner.who} from ${owner.from} (${owner.run}, since ${owner.since}) was taken over: ${why}.`;
}

function held(holder: LockOwner): ProvisionError {
  return new ProvisionError({
    code: 'TT-LOCK-01',
    message: `Another run is under way: ${holderSentence(holder)}`,
    evidence: [
      `run ${holder.run}`,
      `who ${holder.who}`,
      `from ${holder.from}`,
      `since ${holder.since}`,
      `pid ${holder.pid}`,
    ],
  });
}
