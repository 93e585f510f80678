import type { Redis } from 'ioredis';
import type { Settings } from '../config.ts';
import type { Database } from '../database/connect.ts';
import type { Row } from '../database/tables.ts';
import type { Log } from '../log.ts';
import type { JobKindName, ParamsOf } from '../queues/kinds.ts';

/** Trying again cannot help; the message is a sentence for the person. */
export class HopelessJob extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'HopelessJob';
  }
}

/** Trying again may help; when it does not, the message is a sentence for the person. */
export class PutOffJob extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'PutOffJob';
  }
}

/** The job was called off, or another worker has done it: whatever is not committed is to be let go. */
export class JobOver extends Error {
  constructor(jobId: string) {
    super(`job ${jobId} is over`);
    this.name = 'JobOver';
  }
}

export type WorkerTools = {
  readonly db: Database;
  readonly cache: Redis;
  readonly settings: Settings;
  readonly log: Log;
};

export type JobEnd = {
  /** Units of work; a job that counts none is one. */
  readonly total?: number;
  /** What it made, when that was not known beforehand. */
  readonly targetId?: string;
};

export type JobContext<Name extends JobKindName> = WorkerTools & {
  readonly job: Row<'job'>;
  readonly params: ParamsOf<Name>;
  /**
   * Says how far the job is; as often as one likes, told at most twice a second. Throws `JobOver` when it was called
   * off, so that long work ends: call it between pieces.
   */
  report(done: number, total: number): Promise<void>;
  /**
   * Ends the job as completed within the transaction that writes what it makes, so that a second run finds either all
   * or nothing. Throws `JobOver` when it may not be. What returns without calling it is completed by the runner.
   */
  finish(transaction: Database, end?: JobEnd): Promise<void>;
};

/**
 * Does one job. May be run twice, even at once: a worker can be killed after its work is committed and before the
 * queue hears of it. Errors are tried again, `HopelessJob` is not.
 */
export type Processor<Name extends JobKindName> = (context: JobContext<Name>) => Promise<void>;
