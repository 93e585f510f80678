import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { record } from '../../database/audit.ts';
import type { Database } from '../../database/connect.ts';
import { isDatabaseFull } from '../../database/failures.ts';
import { newId } from '../../ids.ts';
import { notFound, ProblemError } from '../common/problem.ts';
import type { Caller } from '../common/scope.ts';
import type { RequestAction, RequestBody, WaitingRequest } from './schema.ts';
import { keepSpare, placeRequest } from './spool.ts';
import type { StateFiles } from './state-files.ts';
import { statesSchema } from './states-schema.ts';

/** So many may wait at a time: more are not taken up either. */
const mostWaiting = 20;

const requestFile = z.looseObject({
  id: z.string(),
  action: z.string(),
  at: z.iso.datetime(),
  target: z.string().optional(),
});

/** What is asked for, of what, and the name of that for the record. */
export type Wish = { readonly action: RequestAction; readonly target?: string; readonly named?: string };

/** Throws `not-found` for a difference that is not told any more: something else would be decided about. */
export async function wishOf(body: RequestBody, files: StateFiles): Promise<Wish> {
  const { action } = body;
  if (action !== 'drift-restore' && action !== 'drift-accept') return { action };
  const file = await files.read('drift');
  const drift = file.kind === 'there' ? statesSchema.shape.drift.safeParse(file.state).data : undefined;
  const item = drift?.items.find(({ digest }) => digest === body.difference);
  if (item === undefined) throw notFound('difference');
  const target = action === 'drift-restore' ? body.difference : `${body.difference}:${body.reason}`;
  return { action, target, named: item.id };
}

/**
 * Leaves a request for the server's own programs, which take it up within a moment. Recorded and written together or not at
 * all, but for the one that makes room to record anything. Throws `conflict` when the same waits already.
 */
export async function leaveRequest(
  db: Database,
  folder: string,
  { caller, wish }: { readonly caller: Pick<Caller, 'userId' | 'userName'>; readonly wish: Wish },
): Promise<string> {
  const { action, target, named } = wish;
  const waiting = await waitingRequests(folder).catch((cause) => {
    throw new ProblemError('unavailable', 'The server takes no requests from here at the moment.', { cause });
  });
  if (waiting.some((one) => one.action === action && one.target === target) || waiting.length >= mostWaiting) {
    throw new ProblemError('conflict', 'This was asked for already and is about to begin.');
  }
  const id = newId();
  const asked = { by: caller.userName, at: new Date().toISOString() };
  const request = { id, action, ...(target === undefined ? {} : { target }), ...asked };
  const object = named === undefined ? `request ${id}` : `difference ${named}`.slice(0, 120);
  const act = { action: `request.${action}`, object, actorId: caller.userId };
  const place = async () => {
    await placeRequest(folder, id, JSON.stringify(request)).catch((cause) => {
      throw new ProblemError('unavailable', 'The request could not be written down at the server.', { cause });
    });
  };
  if (action === 'reserve-free') {
    await place();
    await recordOnceThereIsRoom(db, act);
    await keepSpare(folder);
    return id;
  }
  await db.transaction().execute(async (transaction) => {
    await record(transaction, act);
    await place();
  });
  return id;
}

const roomPatienceMs = 10_000;

/** Who asks for room cannot be written down before there is some. The server's own journal has it in any case. */
async function recordOnceThereIsRoom(db: Database, act: Parameters<typeof record>[1]): Promise<void> {
  for (const end = performance.now() + roomPatienceMs; ; await pause(250)) {
    try {
      return await record(db, act);
    } catch (error) {
      if (!isDatabaseFull(error)) throw error;
      if (performance.now() > end) return;
    }
  }
}

/** Those that nobody has taken up yet, oldest first. */
export async function waitingRequests(folder: string): Promise<WaitingRequest[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  const found = await Promise.all(names.slice(0, mostWaiting).map((name) => read(join(folder, name))));
  return found.flat();
}

/** None when it was taken up in between. */
async function read(path: string): Promise<WaitingRequest[]> {
  try {
    const { id, action, at, target } = requestFile.parse(JSON.parse(await readFile(path, 'utf8')));
    return [{ id, action, at, ...(target === undefined ? {} : { target }) }];
  } catch {
    return [];
  }
}
