import type { Database } from '../../database/connect.ts';
import { checkedAllocations, checkingRoles } from '../../database/scoped/records.ts';
import type { Scope } from '../common/scope.ts';
import { daysFrom, mondayOf } from '../record-checks/week.ts';
import type { Dashboard } from './schema.ts';

/**
 * Records of the last school week that is over, a Saturday's own week among them, which have something to look at. Null
 * for who looks at nobody's. One query.
 */
export async function recordsToCheck(db: Database, scope: Scope, today: string): Promise<Dashboard['records']> {
  if (checkingRoles(scope).length === 0) return null;
  const week = mondayOf(daysFrom(today, -5));
  const row = await checkedAllocations(db, scope)
    .leftJoin('record_check', (join) =>
      join.onRef('record_check.allocation_id', '=', 'allocation.id').on('week_start', '=', week),
    )
    .select(({ fn }) => [
      fn.count<number>('allocation.id').as('written'),
      fn.count<number>('record_check.allocation_id').as('checked'),
    ])
    .where((where) =>
      where.exists(
        where
          .selectFrom('delivery')
          .select('delivery.id')
          .whereRef('delivery.allocation_id', '=', 'allocation.id')
          .where('lesson_date', '>=', week)
          .where('lesson_date', '<=', daysFrom(week, 6)),
      ),
    )
    .executeTakeFirstOrThrow();
  const written = Number(row.written);
  return { week, written, open: written - Number(row.checked) };
}
