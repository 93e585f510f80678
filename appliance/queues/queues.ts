import { z } from 'zod';
import { idSchema } from '../features/common/schema.ts';

/**
 * The queues, and which part of a worker process's jobs each may have under way. What a person waits for has a queue
 * of its own, so that it never stands behind work for many.
 */
export const queueShares = { generation: 8, bulk: 4, render: 3, import: 1 } as const;
export type QueueName = keyof typeof queueShares;
export const queueNames = Object.keys(queueShares) as QueueName[];

/** Jobs that one worker process has under way at most, a number a queue: at least 1 each, `concurrency` in sum. */
export function concurrencyOf(concurrency: number): Readonly<Record<QueueName, number>> {
  const whole = Object.values(queueShares).reduce((sum, share) => sum + share, 0);
  const jobs = { ...queueShares } as Record<QueueName, number>;
  for (const name of queueNames) jobs[name] = Math.max(1, Math.floor((queueShares[name] * concurrency) / whole));
  const given = queueNames.reduce((sum, name) => sum + jobs[name], 0);
  jobs.generation = Math.max(1, jobs.generation + concurrency - given);
  return jobs;
}

/** What the queue carries: everything else is in the database. */
export const queuePayload = z.strictObject({ jobId: idSchema });

/** Away services do not count as attempts; these are for what goes wrong unexpectedly. */
export const queueOptions = {
  attempts: 3,
  backoff: { type: 'exponential', delay: 1_000 },
  removeOnComplete: { age: 3_600, count: 5_000 },
  removeOnFail: { age: 7 * 86_400, count: 5_000 },
} as const;

/** Job ids of the queue: the same request, however often it is announced, is one job. */
export function queueJobId(jobId: string): string {
  return `job-${jobId}`;
}
