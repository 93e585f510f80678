import { sql } from 'kysely';
import type { Database } from '../database/connect.ts';
import { retryDeadlocks } from '../database/failures.ts';
import type { Row } from '../database/tables.ts';
import { announce } from '../features/events/announce.ts';
import { jobAnswer } from '../features/jobs/store.ts';
import { type JobKindName, jobKind, knownKind, type ParamsOf } from '../queues/kinds.ts';
import { type JobContext, type JobEnd, JobOver, type Processor, type WorkerTools } from './job-context.ts';
import { processors } from './processors.ts';

const reportEveryMs = 500;

/** Does a job unless it is over. Throws what is to be tried again, and `HopelessJob`. */
export async function runJob(tools: WorkerTools, jobId: string): Promise<void> {
  const row = await tools.db.selectFrom('job').selectAll().where('id', '=', jobId).executeTakeFirst();
  if (row === undefined || isOver(row)) return;
  if (row.cancel_asked_at !== null) return endJob(tools, jobId, 'cancelled');
  await unfinished(tools.db, jobId).set({ state: 'active' }).execute();
  const job = { ...row, state: 'active' as const };
  await tell(tools, job);
  let ended: Row<'job'> | undefined;
  const context = contextOf(tools, job, (end) => {
    ended = end;
  });
  try {
    await (processors[job.kind as JobKindName] as Processor<JobKindName>)(context);
    if (ended === undefined) await context.finish(tools.db);
  } catch (error) {
    if (!(error instanceof JobOver)) throw error;
    const now = await tools.db.selectFrom('job').selectAll().where('id', '=', jobId).executeTakeFirst();
    if (now?.cancel_asked_at != null && !isOver(now)) await endJob(tools, jobId, 'cancelled');
    return;
  }
  if (ended !== undefined) await tell(tools, ended);
}

function contextOf(tools: WorkerTools, job: Row<'job'>, onEnd: (end: Row<'job'>) => void): JobContext<JobKindName> {
  let lastMs = Number.NEGATIVE_INFINITY;
  return {
    ...tools,
    job,
    params: jobKind(job.kind).params.parse(JSON.parse(job.params)) as ParamsOf<JobKindName>,
    async report(done, total) {
      const now = performance.now();
      if (now - lastMs < reportEveryMs) return;
      lastMs = now;
      const progress = { done: sql<number>`GREATEST(done, ${done})`, total };
      await mustChange(job.id, unfinished(tools.db, job.id).set(progress).where('cancel_asked_at', 'is', null));
      await tell(tools, { ...job, done, total });
    },
    async finish(transaction, end: JobEnd = {}) {
      const total = end.total ?? 1;
      const change = {
        state: 'completed' as const,
        done: total,
        total,
        finished_at: new Date(),
        ...(end.targetId === undefined ? {} : { target_id: end.targetId }),
      };
      await mustChange(job.id, unfinished(transaction, job.id).set(change).where('cancel_asked_at', 'is', null));
      onEnd({ ...job, ...change });
    },
  };
}

/** Ends a job that is not done, and takes back what was begun for it. */
export async function endJob(
  tools: Pick<WorkerTools, 'db' | 'cache'>,
  jobId: string,
  state: 'failed' | 'cancelled',
  error: string | null = null,
): Promise<void> {
  const end = { state, error: error?.slice(0, 500) ?? null, finished_at: new Date() };
  const ended = await retryDeadlocks(() =>
    tools.db.transaction().execute(async (transaction) => {
      const row = await transaction
        .selectFrom('job')
        .selectAll()
        .where('id', '=', jobId)
        .forUpdate()
        .executeTakeFirst();
      if (row === undefined || isOver(row)) return undefined;
      await transaction.updateTable('job').set(end).where('id', '=', jobId).execute();
      const now = { ...row, ...end };
      await knownKind(row.kind)?.abandon?.(transaction, now, state);
      return now;
    }),
  );
  if (ended !== undefined) await tell(tools, ended);
}

function unfinished(db: Database, jobId: string) {
  return db.updateTable('job').where('id', '=', jobId).where('state', 'in', ['waiting', 'active']);
}

async function mustChange(
  jobId: string,
  update: { executeTakeFirst(): Promise<{ readonly numUpdatedRows: bigint }> },
): Promise<void> {
  const { numUpdatedRows } = await update.executeTakeFirst();
  if (numUpdatedRows === 0n) throw new JobOver(jobId);
}

function isOver(job: Row<'job'>): boolean {
  return job.state !== 'waiting' && job.state !== 'active';
}

function tell({ cache }: Pick<WorkerTools, 'cache'>, job: Row<'job'>): Promise<void> {
  return announce(cache, job.owner_id, { event: 'job', data: jobAnswer(job) });
}
