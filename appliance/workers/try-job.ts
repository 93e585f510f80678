import { isDatabaseAway, mayBeTheQuery } from '../database/failures.ts';
import { HopelessJob, PutOffJob, type WorkerTools } from './job-context.ts';
import { runJob } from './run-job.ts';

/** How one try at a job ended, in a form that one process can tell another. `away`: the database, so it was no try. */
export type Tried =
  | { readonly kind: 'over' }
  /** `mayBeItself`: the database may be there for all others, as when it always takes too long over this job. */
  | { readonly kind: 'away'; readonly message: string; readonly mayBeItself: boolean }
  | { readonly kind: 'hopeless'; readonly message: string }
  /** To be tried again. `sentence`: what the person is told when that was the last time. */
  | { readonly kind: 'failed'; readonly message: string; readonly sentence: string };

/** Told when nobody knows better. */
export const failedSeveralTimes = 'Making it failed several times. It has been logged.';

/** Never throws. What went wrong unexpectedly is logged. */
export async function tryJob(tools: WorkerTools, jobId: string): Promise<Tried> {
  try {
    await runJob(tools, jobId);
    return { kind: 'over' };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (isDatabaseAway(error)) return { kind: 'away', message, mayBeItself: mayBeTheQuery(error) };
    const isHopeless = error instanceof HopelessJob;
    if (!isHopeless || error.cause !== undefined) tools.log.error({ err: error, jobId }, 'a job failed');
    if (isHopeless) return { kind: 'hopeless', message };
    return { kind: 'failed', message, sentence: error instanceof PutOffJob ? message : failedSeveralTimes };
  }
}
