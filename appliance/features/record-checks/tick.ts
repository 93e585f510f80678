import { sql } from 'kysely';
import { record } from '../../database/audit.ts';
import type { Database } from '../../database/connect.ts';
import { retryDeadlocks } from '../../database/failures.ts';
import { checkedAllocations, checkingRoles } from '../../database/scoped/records.ts';
import { type ApprovingRole, allocationsFor } from '../../database/scoped.ts';
import { today } from '../../today.ts';
import { notFound, ProblemError } from '../common/problem.ts';
import type { Scope } from '../common/scope.ts';
import type { TakeBackRequest, TickRequest } from './schema.ts';
import { mondayOf } from './week.ts';

/** Says that the caller has looked at the records of a week. All of them or none; one's own never: `not-found`. */
export async function tick(db: Database, scope: Scope, { week, allocationIds, note }: TickRequest): Promise<void> {
  const monday = mondayOf(week);
  if (monday > today()) {
    throw new ProblemError('invalid-request', 'This week is still to come.', {
      issues: [{ path: 'body.week', message: 'is still to come' }],
    });
  }
  const wanted = [...new Set(allocationIds)].sort();
  const found = await rolesOf(db, scope, wanted);
  if (found.size < wanted.length) throw notFound('record of work to look at');
  const checked_at = new Date();
  const rows = [...found].map(([allocation_id, { role, schoolId }]) => ({
    ...{ allocation_id, week_start: monday, school_id: schoolId, role, checked_by: scope.userId, checked_at, note },
  }));
  const set = (column: string) => sql.raw<never>(`VALUES(${column})`);
  await retryDeadlocks(() =>
    db.transaction().execute(async (transaction) => {
      await transaction
        .insertInto('record_check')
        .values(rows)
        .onDuplicateKeyUpdate({
          ...{ role: set('role'), checked_by: set('checked_by'), checked_at: set('checked_at'), note: set('note') },
        })
        .execute();
      await tell(
        transaction,
        scope,
        'records.checked',
        monday,
        rows.map(({ school_id }) => school_id),
      );
    }),
  );
}

/** Takes ticks back, whoever of those who look made them. */
export async function takeBack(db: Database, scope: Scope, { week, allocationIds }: TakeBackRequest): Promise<void> {
  const monday = mondayOf(week);
  const wanted = [...new Set(allocationIds)];
  const found = await checkedAllocations(db, scope)
    .select(['allocation.id', 'allocation.school_id'])
    .where('allocation.id', 'in', wanted)
    .execute();
  if (found.length < wanted.length) throw notFound('record of work to look at');
  await db.transaction().execute(async (transaction) => {
    await transaction
      .deleteFrom('record_check')
      .where('allocation_id', 'in', wanted)
      .where('week_start', '=', monday)
      .execute();
    await tell(
      transaction,
      scope,
      'records.check-taken-back',
      monday,
      found.map(({ school_id }) => school_id),
    );
  });
}

type Reached = { readonly role: ApprovingRole; readonly schoolId: string };

/** In which role the caller reaches each: the nearest to the teacher. */
async function rolesOf(db: Database, scope: Scope, ids: readonly string[]): Promise<Map<string, Reached>> {
  const found = new Map<string, Reached>();
  for (const role of checkingRoles(scope)) {
    const rows = await allocationsFor(db, scope, role)
      .select(['allocation.id', 'allocation.school_id'])
      .where('allocation.id', 'in', ids)
      .execute();
    for (const { id, school_id: schoolId } of rows) if (!found.has(id)) found.set(id, { role, schoolId });
  }
  return found;
}

async function tell(transaction: Database, scope: Scope, action: string, monday: string, schools: readonly string[]) {
  for (const [schoolId, some] of Map.groupBy(schools, (one) => one)) {
    const act = { action, object: `week ${monday}`, actorId: scope.userId, schoolId };
    await record(transaction, { ...act, meta: { records: some.length } });
  }
}
