import { sql } from 'kysely';
import type { Database } from '../database/connect.ts';
import { jobKind, jobKindNames } from './kinds.ts';
import { type QueueName, queueJobId } from './queues.ts';

export type QueueEntry = {
  readonly jobId: string;
  readonly queue: QueueName;
  readonly entry: {
    readonly name: string;
    readonly data: { readonly jobId: string };
    readonly opts: { readonly jobId: string; readonly priority: number; readonly attempts?: number };
  };
};

/** Jobs of one person beyond this many count as this many. */
const most = 99_999;

/**
 * What the queue is told of jobs that are still to be done. The more unfinished jobs of the queue their owner has
 * before one, the later it comes, so that the single job of one person never waits behind the thirty of another. Of kinds
 * that this release does not know it is told nothing: they wait for the one that does.
 */
export async function queueEntries(db: Database, jobIds: readonly string[]): Promise<QueueEntry[]> {
  if (jobIds.length === 0) return [];
  const rows = await db
    .selectFrom('job')
    .leftJoin('job as earlier', (join) =>
      join
        .onRef('earlier.owner_id', '=', 'job.owner_id')
        .onRef('earlier.queue', '=', 'job.queue')
        .on('earlier.state', 'in', ['waiting', 'active'])
        .onRef('earlier.id', '<', 'job.id'),
    )
    .select(['job.id', 'job.kind', 'job.queue', sql<number>`COUNT(earlier.id)`.as('ahead')])
    .where('job.id', 'in', jobIds)
    .where('job.state', 'in', ['waiting', 'active'])
    .where('job.kind', 'in', jobKindNames)
    .groupBy(['job.id', 'job.kind', 'job.queue'])
    .execute();
  return rows.map(({ id, kind, queue, ahead }) => ({
    jobId: id,
    queue,
    entry: {
      name: kind,
      data: { jobId: id },
      opts: { jobId: queueJobId(id), priority: priority(kind, Number(ahead)), ...attempts(kind) },
    },
  }));
}

function priority(kind: string, ahead: number): number {
  return 1 + jobKind(kind).rank * (most + 1) + Math.min(ahead, most);
}

function attempts(kind: string) {
  const wanted = jobKind(kind).attempts;
  return wanted === undefined ? {} : { attempts: wanted };
}

export async function markPublished(db: Database, jobIds: readonly string[]): Promise<void> {
  if (jobIds.length === 0) return;
  await db.updateTable('job').set({ published_at: new Date() }).where('id', 'in', jobIds).execute();
}
