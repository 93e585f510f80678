import { compiledQuery } from '../../database/compiled.ts';
import type { Database } from '../../database/connect.ts';
import { retryDeadlocks } from '../../database/failures.ts';
import { ownJobs } from '../../database/scoped.ts';
import type { Row } from '../../database/tables.ts';
import { knownKind } from '../../queues/kinds.ts';
import type { Scope } from '../common/scope.ts';
import type { Job } from './schema.ts';

export function jobAnswer(row: Row<'job'>): Job {
  const { target_type: type, target_id: id } = row;
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    done: row.done,
    total: row.total,
    target: type === null || id === null ? null : { type, id },
    error: row.error,
    createdAt: row.created_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
  };
}

const jobById = compiledQuery(['id'], (db, scope, { id }) =>
  ownJobs(db, scope).selectAll('job').where('job.id', '=', id),
);

const jobsUnderWay = compiledQuery([], (db, scope) =>
  ownJobs(db, scope)
    .selectAll('job')
    .where('job.state', 'in', ['waiting', 'active'])
    .orderBy('job.id', 'desc')
    .limit(50),
);

export async function findJob(db: Database, scope: Scope, id: string): Promise<Job | null> {
  const [row] = await jobById(db, scope, { id });
  return row === undefined ? null : jobAnswer(row);
}

export async function unfinishedJobs(db: Database, scope: Scope): Promise<Job[]> {
  return (await jobsUnderWay(db, scope, {})).map(jobAnswer);
}

/**
 * Calls a job off. One that waits ends here; one under way ends when its worker looks next, and one that is over
 * stays as it is. Null when there is no such job of the caller's.
 */
export async function cancelJob(db: Database, scope: Scope, id: string): Promise<Row<'job'> | null> {
  return retryDeadlocks(() =>
    db.transaction().execute(async (transaction) => {
      const row = await ownJobs(transaction, scope)
        .selectAll('job')
        .where('job.id', '=', id)
        .forUpdate()
        .executeTakeFirst();
      if (row === undefined) return null;
      if (row.state !== 'waiting' && row.state !== 'active') return row;
      const change =
        row.state === 'active'
          ? { cancel_asked_at: new Date() }
          : { state: 'cancelled' as const, finished_at: new Date(), cancel_asked_at: new Date() };
      await transaction.updateTable('job').set(change).where('id', '=', id).execute();
      if (row.state === 'waiting') await knownKind(row.kind)?.abandon?.(transaction, row, 'cancelled');
      return { ...row, ...change };
    }),
  );
}
