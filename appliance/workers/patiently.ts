import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../log.ts';
import type { Room } from '../room.ts';
import { failedSeveralTimes, type Tried } from './try-job.ts';

export type Patience = {
  readonly room: Room;
  /** Rejects while the database takes nothing in. */
  readonly proveDatabase: (jobId: string) => Promise<unknown>;
  readonly log: Log;
  /** Ends the waiting. */
  readonly signal: AbortSignal;
  /** Between two looks, and before another try of what seems to be away only for this job. */
  readonly lookEveryMs?: number;
};

/** So often may the database be away for one job while it takes in what is written beside it. */
const mostAwayAlone = 6;
const longestMs = 60_000;

/**
 * Does a job once there is room and the database answers, however long that takes: it waits here and not in the queue,
 * each turn of which writes to the disk that may be the short one. Undefined when the waiting is ended before.
 */
export async function doPatiently(
  { room, proveDatabase, log, signal, lookEveryMs = 2_000 }: Patience,
  jobId: string,
  once: () => Promise<Tried>,
): Promise<Tried | undefined> {
  /** Jobs that waited together do not all come at once. */
  const wait = async (ms: number) => {
    await sleep(ms * (0.5 + Math.random()), undefined, { signal }).catch(() => undefined);
    return !signal.aborted;
  };
  let saidShort = false;
  let away = 0;
  let awayAlone = 0;
  while (!signal.aborted) {
    if (await room.isShort()) {
      if (!saidShort) log.warn({ jobId }, 'a job waits for room on the disk');
      saidShort = true;
      await wait(lookEveryMs);
      continue;
    }
    const tried = await once();
    if (tried.kind !== 'away') return tried;
    away += 1;
    if (away === 1) log.warn({ jobId, why: tried.message }, 'a job waits for the database');
    if (!(await wait(Math.min(longestMs, lookEveryMs * 2 ** awayAlone)))) return undefined;
    let answersAtOnce = true;
    while (!(await answers(proveDatabase(jobId)))) {
      answersAtOnce = false;
      if (!(await wait(lookEveryMs))) return undefined;
    }
    if (!(tried.mayBeItself && answersAtOnce)) continue;
    awayAlone += 1;
    if (awayAlone < mostAwayAlone) continue;
    log.error({ jobId, why: tried.message }, 'a job failed: the database is there for others, and was away for it');
    return { kind: 'failed', message: tried.message, sentence: failedSeveralTimes };
  }
  return undefined;
}

function answers(proof: Promise<unknown>): Promise<boolean> {
  return proof.then(
    () => true,
    () => false,
  );
}
