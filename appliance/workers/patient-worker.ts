import { setTimeout as sleep } from 'node:timers/promises';
import { type Job, Worker } from 'bullmq';

const pauseMs = 1_000;

/**
 * Waits a second before it asks for a job again, when it was refused one. BullMQ asks again at once unless the connection itself
 * is away: a Redis that answers but takes no writes, as on a full disk, and the worker would each take a whole core.
 */
export class PatientWorker extends Worker {
  protected override async moveToActive(token: string, name?: string): Promise<Job> {
    try {
      return await super.moveToActive(token, name);
    } catch (error) {
      await sleep(pauseMs, undefined, { ref: false });
      throw error;
    }
  }
}
