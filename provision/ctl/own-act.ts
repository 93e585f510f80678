import { acquireLock } from '../engine/lock.ts';
import { ProvisionError } from '../model/error.ts';
import type { WantedState } from '../model/wanted.ts';
import type { Ops } from '../ops/command.ts';
import { readWanted } from './wanted-schema.ts';
import type { World } from './world.ts';

/** An act that is no run: one at a time, and none while a run is under way. Rejects with TT-LOCK-01. */
export async function underLock<T>(
  world: World,
  name: string,
  act: (ops: Ops, wanted: WantedState) => Promise<T>,
): Promise<T> {
  const wish = { who: `teachtrackctl ${name}`, from: 'this server', run: name };
  const lock = acquireLock(world.paths.lock, wish, world.host);
  try {
    return await act(opsOf(world), wantedOf(world));
  } finally {
    lock.release();
  }
}

export function opsOf(world: World): Ops {
  return { transport: world.transport, signal: world.signal, say: (line) => world.err(line) };
}

/** Rejects with TT-JOURNAL-01 when nothing is installed. */
export function wantedOf(world: World): WantedState {
  try {
    return readWanted(world.wantedState);
  } catch (cause) {
    if (cause instanceof ProvisionError) throw cause;
    throw new ProvisionError({ code: 'TT-JOURNAL-01', message: 'TeachTrack is not installed on this server.', cause });
  }
}
