import { Queue } from 'bullmq';
import type { Database } from '../database/connect.ts';
import type { Log } from '../log.ts';
import { queueConnection } from '../redis/connect.ts';
import { queueJobId, schemeGeneration } from './scheme-generation.ts';

export type QueueCounts = { name: string; waiting: number; active: number; failed: number };

/** Takes jobs from the outbox to the queue. */
export type Publisher = {
  /**
   * Announces a job whose row and outbox row are committed. Gives its place in the queue, or 0 when the queue is away:
   * then it is announced later, by the sweep of the outbox. Never throws.
   */
  publish(jobId: string): Promise<number>;
  counts(): Promise<QueueCounts[]>;
  close(): Promise<void>;
};

type Waiting = { readonly jobId: string; readonly settle: (position: number) => void };

/** Time in which jobs gather to travel together. */
const gatherMs = 5;

export function createPublisher(queueSocket: string, db: Database, log: Log): Publisher {
  const queue = new Queue(schemeGeneration.name, {
    connection: queueConnection(queueSocket, 'producer'),
    defaultJobOptions: schemeGeneration.options,
    skipWaitingForReady: true,
  });
  let away = false;
  queue.on('error', (error) => {
    if (!away) log.warn({ err: error }, 'the queue is away');
    away = true;
  });
  let gathered: Waiting[] = [];
  let sending: Promise<void> = Promise.resolve();

  async function send(batch: readonly Waiting[]): Promise<void> {
    try {
      await queue.addBulk(batch.map(({ jobId }) => queueEntry(jobId)));
      const waiting = await queue.getWaitingCount();
      away = false;
      for (const { settle } of batch) settle(Math.max(1, waiting));
      await markPublished(
        db,
        batch.map(({ jobId }) => jobId),
      );
    } catch (error) {
      log.warn({ err: error, jobs: batch.length }, 'jobs stay in the outbox for now');
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
      const counts = await queue.getJobCounts('waiting', 'active', 'failed');
      const { waiting = 0, active = 0, failed = 0 } = counts;
      return [{ name: schemeGeneration.name, waiting, active, failed }];
    },
    async close() {
      while (gathered.length > 0) await new Promise((resolve) => setTimeout(resolve, gatherMs));
      await sending;
      await queue.close();
    },
  };
}

export function queueEntry(jobId: string) {
  return { name: schemeGeneration.name, data: { jobId }, opts: { jobId: queueJobId(jobId) } };
}

export async function markPublished(db: Database, jobIds: readonly string[]): Promise<void> {
  if (jobIds.length === 0) return;
  await db.updateTable('outbox').set({ published_at: new Date() }).where('job_id', 'in', jobIds).execute();
}
