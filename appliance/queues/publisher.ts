import { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Database } from '../database/connect.ts';
import type { Log } from '../log.ts';
import { queueJobId, schemeGeneration } from './scheme-generation.ts';

export type QueueCounts = { name: string; waiting: number; active: number; failed: number };

/** Takes jobs from their rows to the queue. */
export type Publisher = {
  /**
   * Announces a job whose row is committed. Gives its place in the queue, or 0 when the queue is away: then the
   * workers' sweep announces it later. Never throws.
   */
  publish(jobId: string): Promise<number>;
  counts(): Promise<QueueCounts[]>;
  close(): Promise<void>;
};

type Waiting = { readonly jobId: string; readonly settle: (position: number) => void };

/** Time in which jobs gather to travel together. */
const gatherMs = 5;

export function createPublisher(redis: Redis, db: Database, log: Log): Publisher {
  let made: Queue | undefined;

  /** Made on a connection that is up: made on one that is not, a queue never recovers. */
  function queue(): Queue {
    if (redis.status !== 'ready') throw new Error('the queue is away: no answer');
    if (made !== undefined) return made;
    const one = new Queue(schemeGeneration.name, { connection: redis, defaultJobOptions: schemeGeneration.options });
    one.on('error', (error) => log.warn({ err: error }, 'the queue has trouble'));
    one.waitUntilReady().catch(() => {
      if (made === one) made = undefined;
    });
    made = one;
    return one;
  }

  let gathered: Waiting[] = [];
  let sending: Promise<void> = Promise.resolve();

  async function send(batch: readonly Waiting[]): Promise<void> {
    try {
      await queue().addBulk(batch.map(({ jobId }) => queueEntry(jobId)));
      const waiting = await queue().getWaitingCount();
      for (const { settle } of batch) settle(Math.max(1, waiting));
      await markPublished(
        db,
        batch.map(({ jobId }) => jobId),
      );
    } catch (error) {
      log.warn({ err: error, jobs: batch.length }, 'jobs wait in the database for now');
      for (const { settle } of batch) settle(0);
    }
  }

  return {
    publish(jobId) {
      return new Promise((settle) => {
        if (gathered.length === 0) {
          setTimeout(() => {
            const batch = gathered;
            gathered = [];
            sending = Promise.all([sending, send(batch)]).then(() => undefined);
          }, gatherMs);
        }
        gathered.push({ jobId, settle });
      });
    },
    async counts() {
      const counts = await queue().getJobCounts('waiting', 'active', 'failed');
      const { waiting = 0, active = 0, failed = 0 } = counts;
      return [{ name: schemeGeneration.name, waiting, active, failed }];
    },
    async close() {
      while (gathered.length > 0) await new Promise((resolve) => setTimeout(resolve, gatherMs));
      await sending;
      await made?.close();
    },
  };
}

export function queueEntry(jobId: string) {
  return { name: schemeGeneration.name, data: { jobId }, opts: { jobId: queueJobId(jobId) } };
}

export async function markPublished(db: Database, jobIds: readonly string[]): Promise<void> {
  if (jobIds.length === 0) return;
  await db.updateTable('job').set({ published_at: new Date() }).where('id', 'in', jobIds).execute();
}
