import { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Database } from '../database/connect.ts';
import { ProblemError } from '../features/common/problem.ts';
import type { Log } from '../log.ts';
import { markPublished, type QueueEntry, queueEntries } from './entries.ts';
import { createLine, type Line } from './line.ts';
import { type QueueName, queueJobId, queueNames, queueOptions } from './queues.ts';

export type QueueCounts = { name: string; waiting: number; active: number; failed: number };

/** Takes jobs from their rows to their queues. */
export type Publisher = {
  /**
   * Announces a job whose row is committed, in a rush after a moment. Gives its place in the queue, or 0 when the queue
   * is away: then the workers' sweep announces it later. Throws `busy` when the queue is full; the job is kept all the same, and asking
   * again with the same key announces it.
   */
  publish(queue: QueueName, jobId: string): Promise<number>;
  /** Takes a job that was called off out of its queue. Never throws: a worker that gets it finds it ended. */
  withdraw(queue: QueueName, jobId: string): Promise<void>;
  counts(): Promise<QueueCounts[]>;
  /** The queue itself, to be held and let go on. Throws while it is away. */
  queue(name: QueueName): Queue;
  close(): Promise<void>;
};

export function createPublisher(redis: Redis, db: Database, log: Log): Publisher {
  const made = new Map<QueueName, Queue>();

  /** Made on a connection that is up: made on one that is not, a queue never recovers. */
  function queue(name: QueueName): Queue {
    if (redis.status !== 'ready') throw new Error('the queue is away: no answer');
    const known = made.get(name);
    if (known !== undefined) return known;
    const one = new Queue(name, { connection: redis, defaultJobOptions: queueOptions });
    one.on('error', (error) => log.warn({ err: error }, 'the queue has trouble'));
    one.waitUntilReady().catch(() => {
      if (made.get(name) === one) made.delete(name);
    });
    made.set(name, one);
    return one;
  }

  const lines = Object.fromEntries(queueNames.map((name) => [name, lineOf(name)])) as Record<QueueName, Line>;
  let marking = Promise.resolve();

  function lineOf(name: QueueName): Line {
    return createLine({
      tell: (jobIds, wanted) => send(name, jobIds, wanted),
      waiting: () => queue(name).getPrioritizedCount(),
      refusal: (error) => (isFull(error) ? queueFull(error) : null),
    });
  }

  async function send(name: QueueName, jobIds: readonly string[], wanted: boolean): Promise<Map<string, number>> {
    try {
      const entries = await queueEntries(db, jobIds);
      if (entries.length > 0) await queue(name).addBulk(entries.map(({ entry }) => entry));
      const places = wanted ? await placesOf(entries) : new Map();
      // Nobody waits for it, and what is not marked is announced once more, which does no harm.
      const marked = markPublished(db, jobIds).catch((error) =>
        log.warn({ err: error }, 'announced jobs are not marked'),
      );
      marking = Promise.all([marking, marked]).then(() => undefined);
      return places;
    } catch (error) {
      log.warn({ err: error, jobs: jobIds.length }, 'jobs wait in the database for now');
      throw error;
    }
  }

  /** Where each stands among the waiting ones: 1 is next or already begun. */
  async function placesOf(entries: readonly QueueEntry[]): Promise<Map<string, number>> {
    const ranks = await Promise.all(
      entries.map(({ queue: name, jobId }) => redis.zrank(queue(name).toKey('prioritized'), queueJobId(jobId))),
    );
    return new Map(entries.map(({ jobId }, index) => [jobId, (ranks[index] ?? 0) + 1]));
  }

  return {
    publish: (name, jobId) => lines[name].add(jobId),
    async withdraw(name, jobId) {
      try {
        await queue(name).remove(queueJobId(jobId));
      } catch (error) {
        log.debug({ err: error, jobId }, 'a job called off stays in the queue');
      }
    },
    counts() {
      return Promise.all(queueNames.map((name) => countsOf(queue(name))));
    },
    queue,
    async close() {
      await Promise.all(Object.values(lines).map((line) => line.end()));
      await marking;
      await Promise.all([...made.values()].map((one) => one.close()));
    },
  };
}

async function countsOf(queue: Queue): Promise<QueueCounts> {
  const counts = await queue.getJobCounts('waiting', 'prioritized', 'delayed', 'active', 'failed');
  const { waiting = 0, prioritized = 0, delayed = 0, active = 0, failed = 0 } = counts;
  return { name: queue.name, waiting: waiting + prioritized + delayed, active, failed };
}

/** The queue's Redis keeps what it has and takes nothing more. */
function isFull(error: unknown): boolean {
  return error instanceof Error && /^OOM |OOM command not allowed/.test(error.message);
}

function queueFull(cause: unknown): ProblemError {
  const detail = 'The queue is full at the moment. What you asked for is kept and will be done; you may ask again.';
  return new ProblemError('busy', detail, { retryAfter: 10, cause });
}
