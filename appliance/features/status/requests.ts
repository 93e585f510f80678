import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { record } from '../../database/audit.ts';
import type { Database } from '../../database/connect.ts';
import { newId } from '../../ids.ts';
import { ProblemError } from '../common/problem.ts';
import type { Caller } from '../common/scope.ts';
import type { RequestAction, WaitingRequest } from './schema.ts';

/** So many may wait at a time: more are not taken up either. */
const mostWaiting = 20;

const requestFile = z.looseObject({ id: z.string(), action: z.string(), at: z.iso.datetime() });

/**
 * Leaves a request for the server's own programs, which take it up within a moment: written beside and renamed, so that
 * nobody reads half of one. Recorded and written together or not at all. Throws `conflict` when the same waits already.
 */
export async function leaveRequest(
  db: Database,
  folder: string,
  { caller, action }: { readonly caller: Pick<Caller, 'userId' | 'userName'>; readonly action: RequestAction },
): Promise<string> {
  const waiting = await waitingRequests(folder).catch((cause) => {
    throw new ProblemError('unavailable', 'The server takes no requests from here at the moment.', { cause });
  });
  if (waiting.some((one) => one.action === action) || waiting.length >= mostWaiting) {
    throw new ProblemError('conflict', 'This was asked for already and is about to begin.');
  }
  const id = newId();
  const request = { id, action, by: caller.userName, at: new Date().toISOString() };
  const path = join(folder, `${id}.json`);
  await db.transaction().execute(async (transaction) => {
    const act = { action: `request.${action}`, object: `request ${id}`, actorId: caller.userId };
    await record(transaction, act);
    try {
      await writeFile(`${path}.new`, JSON.stringify(request), { mode: 0o600, flag: 'wx' });
      await rename(`${path}.new`, path);
    } catch (cause) {
      await rm(`${path}.new`, { force: true }).catch(() => undefined);
      throw new ProblemError('unavailable', 'The request could not be written down at the server.', { cause });
    }
  });
  return id;
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
    const { id, action, at } = requestFile.parse(JSON.parse(await readFile(path, 'utf8')));
    return [{ id, action, at }];
  } catch {
    return [];
  }
}
