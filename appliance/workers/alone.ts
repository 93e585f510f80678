import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { sql } from 'kysely';
import type { Database } from '../database/connect.ts';
import type { Log } from '../log.ts';
import { failedSeveralTimes, type Tried } from './try-job.ts';

/** Argument of the worker's program that makes it do one job, tell its parent how it ended, and end. */
export const aloneArgument = 'alone';

/** Processes of its own that may die of a job before it is given up. */
const deathsAllowed = 2;
/** Longer than any job takes: one that never ends is taken for dead. */
const longestMs = 15 * 60_000;
const heapMiB = 256;

export type Alone = {
  /** Waits for its turn: one at a time. Never throws. */
  run(jobId: string): Promise<Tried>;
  stop(): void;
};

/**
 * Does jobs whose worker died while it was at several, each in a process of its own: so the one that kills is told
 * from the others that were near, and takes none of them with it a second time. It is counted in the database, which
 * remembers it when the queue does not. `away` also when none can be started just now.
 */
export function workAlone(db: Database, log: Log): Alone {
  let turn: Promise<unknown> = Promise.resolve();
  let child: ChildProcess | undefined;
  let stopped = false;

  async function one(jobId: string): Promise<Tried> {
    if (stopped) return away('its worker ends');
    let told: Tried | undefined;
    const own = fork(process.argv[1] ?? '', [aloneArgument, jobId], { execArgv: smaller(process.execArgv) });
    child = own;
    own.once('message', (message: Tried) => {
      told = message;
    });
    const timer = setTimeout(() => own.kill('SIGKILL'), longestMs);
    // What it told last may come after the news of its end, but not after the end of the channel.
    const end = await Promise.all([once(own, 'exit'), once(own, 'disconnect')]).catch((error: Error) => error);
    clearTimeout(timer);
    child = undefined;
    if (told !== undefined) return told;
    if (stopped) return away('its worker ends');
    if (end instanceof Error) {
      log.error({ err: end, jobId }, 'a process for this job could not be started');
      return away('no process for it could be started');
    }
    log.error({ jobId, end: end[0] }, 'a process that did this job alone died of it');
    return died(db, jobId).catch((error: Error) => away(error.message));
  }

  return {
    run(jobId) {
      const mine = turn.then(() => one(jobId));
      turn = mine;
      return mine;
    },
    stop() {
      stopped = true;
      child?.kill('SIGKILL');
    },
  };
}

function away(message: string): Tried {
  return { kind: 'away', message, mayBeItself: false };
}

/** A job that eats memory dies of its own limit, and not of the one it shares with its worker. */
function smaller(nodeOptions: readonly string[]): string[] {
  return [...nodeOptions.filter((one) => !one.startsWith('--max-old-space-size')), `--max-old-space-size=${heapMiB}`];
}

async function died(db: Database, jobId: string): Promise<Tried> {
  await db.updateTable('job').set({ deaths: sql<number>`deaths + 1` }).where('id', '=', jobId).execute();
  const row = await db.selectFrom('job').select('deaths').where('id', '=', jobId).executeTakeFirst();
  if (row !== undefined && row.deaths < deathsAllowed) {
    return { kind: 'failed', message: 'its process died', sentence: failedSeveralTimes };
  }
  return { kind: 'hopeless', message: failedSeveralTimes };
}
