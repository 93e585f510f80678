import { sql } from 'kysely';
import type { Database } from '../../database/connect.ts';
import { retryDeadlocks } from '../../database/failures.ts';
import { everybodysJobs } from '../../database/scoped/status.ts';
import type { Row } from '../../database/tables.ts';
import { type JobKind, jobKinds } from '../../queues/kinds.ts';
import { concurrencyOf, type QueueName, queueNames } from '../../queues/queues.ts';
import type { Services } from '../../services.ts';
import { workersSeen } from '../../workers/heartbeat.ts';
import type { QueueState, Queues } from './schema.ts';

/** Failed jobs are kept by the queue, and told here, for so long. */
const failedForMs = 7 * 86_400_000;
/** Jobs tried again at one press of the button. */
const mostRetried = 500;

/** How the queues stand: jobs from the database, which is right even where the queue has forgotten. */
export async function readQueues({ db, queueRedis, publisher, settings }: Services): Promise<Queues> {
  const [unfinished, failed, workers, paused] = await Promise.all([
    unfinishedJobs(db),
    failedJobs(db),
    workersSeen(queueRedis),
    Promise.all(queueNames.map((name) => publisher.queue(name).isPaused())),
  ]);
  const slots = concurrencyOf(settings.worker.concurrency);
  const items = queueNames.map((name, index): QueueState => {
    const own = unfinished.filter(({ queue }) => queue === name);
    const waiting = own.filter(({ state }) => state === 'waiting');
    const isPaused = paused[index] === true;
    const work = sum(waiting.map((row) => Number(row.count) * (kindOf(row)?.secondsEach ?? 1)));
    const oldest = waiting.map((row) => row.oldest.getTime()).sort((one, other) => one - other)[0];
    return {
      name,
      paused: isPaused,
      waiting: sum(waiting.map((row) => Number(row.count))),
      active: sum(own.filter(({ state }) => state === 'active').map((row) => Number(row.count))),
      failed: failed.get(name) ?? 0,
      oldestWaitingSince: oldest === undefined ? null : new Date(oldest).toISOString(),
      etaSeconds: isPaused || workers === 0 ? null : Math.ceil(work / (workers * slots[name])),
    };
  });
  return { workers: { seen: workers, jobsEach: settings.worker.concurrency }, items };
}

function unfinishedJobs(db: Database) {
  return everybodysJobs(db)
    .select(['job.queue', 'job.kind', 'job.state'])
    .select(({ fn }) => [fn.countAll<number>().as('count'), fn.min('job.created_at').as('oldest')])
    .where('job.state', 'in', ['waiting', 'active'])
    .groupBy(['job.queue', 'job.kind', 'job.state'])
    .execute();
}

async function failedJobs(db: Database): Promise<Map<QueueName, number>> {
  const rows = await everybodysJobs(db)
    .select(['job.queue', ({ fn }) => fn.countAll<number>().as('count')])
    .where('job.state', '=', 'failed')
    .where('job.finished_at', '>', new Date(Date.now() - failedForMs))
    .groupBy('job.queue')
    .execute();
  return new Map(rows.map((row) => [row.queue, Number(row.count)]));
}

export type Retried = { readonly retried: number; readonly left: number };

/**
 * Does failed jobs of the queue once more, as if they had just been asked for. `left` are those that only their owner
 * can begin anew, or that nobody wants any longer. Repeating it is harmless: a job that is under way is none of them.
 */
export async function retryFailed({ db, publisher }: Services, name: QueueName): Promise<Retried> {
  const jobs = await everybodysJobs(db)
    .selectAll()
    .where('job.queue', '=', name)
    .where('job.state', '=', 'failed')
    .where('job.finished_at', '>', new Date(Date.now() - failedForMs))
    .orderBy('job.id')
    .limit(mostRetried)
    .execute();
  const revived: string[] = [];
  for (const job of jobs) if (await revive(db, job)) revived.push(job.id);
  // An entry that ended stands in the way of a new one of the same name.
  for (const id of revived) await publisher.withdraw(name, id);
  await Promise.all(revived.map((id) => publisher.publish(name, id)));
  return { retried: revived.length, left: jobs.length - revived.length };
}

function revive(db: Database, job: Row<'job'>): Promise<boolean> {
  const kind = kindOf(job);
  if (kind === undefined || (kind.abandon !== undefined && kind.revive === undefined)) return Promise.resolve(false);
  return retryDeadlocks(() =>
    db.transaction().execute(async (transaction) => {
      const { numUpdatedRows } = await transaction
        .updateTable('job')
        .set({
          state: 'waiting',
          deaths: 0,
          done: 0,
          total: 0,
          error: null,
          finished_at: null,
          published_at: null,
          created_at: sql<Date>`CURRENT_TIMESTAMP(3)`,
        })
        .where('id', '=', job.id)
        .where('state', '=', 'failed')
        .executeTakeFirst();
      if (numUpdatedRows === 0n) return false;
      if (kind.revive === undefined || (await kind.revive(transaction, job))) return true;
      await transaction.updateTable('job').set(endOf(job)).where('id', '=', job.id).execute();
      return false;
    }),
  );
}

/** Undefined for a kind that only another release knows. */
function kindOf({ kind }: { readonly kind: string }): JobKind | undefined {
  return (jobKinds as Readonly<Record<string, JobKind>>)[kind];
}

function endOf({ state, deaths, done, total, error, finished_at, published_at, created_at }: Row<'job'>) {
  return { state, deaths, done, total, error, finished_at, published_at, created_at };
}

function sum(values: readonly number[]): number {
  return values.reduce((whole, value) => whole + value, 0);
}
