import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { journalPath } from '../engine/follow.ts';
import { acquireLock, isHeld, readOwner } from '../engine/lock.ts';
import { readJournal } from '../engine/read-journal.ts';
import { ProvisionError } from '../model/error.ts';
import { newRunId, type RunRequest, writeRequest } from './run-folder.ts';
import type { World } from './world.ts';

const handOverMs = 20_000;

/**
 * Starts a run that outlives this process: takes the lock, has `ready` look at the server, writes the run's folder and
 * passes the lock on to the process of the run. Gives the run's id. Rejects with TT-LOCK-01 when somebody holds the lock.
 */
export async function startRun(world: World, request: RunRequest, ready: () => Promise<void>): Promise<string> {
  const run = newRunId();
  await handedOver(world, run, request, async () => {
    await ready();
    writeRequest(world.paths, run, request);
  });
  return run;
}

/** Goes on with a run that was cut off, failed or was cancelled. */
export async function resumeRun(world: World, run: string, request: RunRequest): Promise<void> {
  await handedOver(world, run, request, async () => writeRequest(world.paths, run, request));
}

async function handedOver(
  world: World,
  run: string,
  { origin, plan }: RunRequest,
  ready: () => Promise<void>,
): Promise<void> {
  const lock = acquireLock(world.paths.lock, { ...origin, run, handingOver: true }, world.host);
  if (lock.stolenFrom !== undefined) world.err(lock.stolenFrom);
  try {
    await ready();
    await world.launch(run, { comesBack: plan.upgrade !== undefined });
    await taken(world, run);
  } finally {
    lock.release();
  }
}

async function taken(world: World, run: string): Promise<void> {
  for (
    const end = performance.now() + handOverMs;
    performance.now() < end;
    await sleep(50, undefined, { signal: world.signal })
  ) {
    const owner = readOwner(world.paths.lock);
    if (owner === undefined || owner.run !== run || !owner.handingOver) return;
  }
  throw new ProvisionError({
    code: 'TT-SERVICE-01',
    message: `The run ${run} was started but did not begin within ${handOverMs / 1000} s.`,
  });
}

export type RunState = 'done' | 'failed' | 'cancelled' | 'running' | 'gone';

/** Whether a run is finished, goes on, or was cut off. */
export function runState({ paths, host }: Pick<World, 'paths' | 'host'>, run: string): RunState {
  const owner = readOwner(paths.lock);
  if (owner?.run === run && isHeld(owner, host)) return 'running';
  const path = journalPath(paths, run);
  const last = existsSync(path) ? readJournal(path).entries.at(-1)?.event : undefined;
  return last?.kind === 'run-finished' ? last.outcome : 'gone';
}
