import { sql } from 'kysely';
import { type Database, preparedMark } from '../../database/connect.ts';
import { ownJobs } from '../../database/scoped.ts';
import type { Row } from '../../database/tables.ts';
import type { Scope } from '../common/scope.ts';
import type { Job } from './schema.ts';

export function jobAnswer(row: Row<'job'>): Job {
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    done: row.done,
    total: row.total,
    schemeId: row.scheme_id,
    error: row.error,
    createdAt: row.created_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
  };
}

export async function findJob(db: Database, scope: Scope, id: string): Promise<Job | null> {
  const row = await ownJobs(db, scope)
    .modifyFront(sql.raw(preparedMark))
    .selectAll('job')
    .where('job.id', '=', id)
    .executeTakeFirst();
  return row === undefined ? null : jobAnswer(row);
}

export async function unfinishedJobs(db: Database, scope: Scope): Promise<Job[]> {
  const rows = await ownJobs(db, scope)
    .modifyFront(sql.raw(preparedMark))
    .selectAll('job')
    .where('job.state', 'in', ['waiting', 'active'])
    .orderBy('job.id', 'desc')
    .limit(50)
    .execute();
  return rows.map(jobAnswer);
}
