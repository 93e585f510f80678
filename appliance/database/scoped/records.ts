import type { Scope } from '../../features/common/scope.ts';
import type { Database } from '../connect.ts';
import { type ApprovingRole, allocationsFor } from '../scoped.ts';

/** Roles of the caller in which records of work are looked at, the nearest to the teacher first. */
export function checkingRoles(scope: Scope): ApprovingRole[] {
  const held: readonly [ApprovingRole, readonly string[]][] = [
    ['head-of-department', scope.departments],
    ['deputy', scope.deputised],
    ['head', scope.headed],
  ];
  return held.flatMap(([role, places]) => (places.length === 0 ? [] : [role]));
}

/** Allocations whose records of work the caller looks at: in each role those of others, never one's own. */
export function checkedAllocations(db: Database, scope: Scope) {
  const roles = checkingRoles(scope);
  return db
    .selectFrom('allocation')
    .where((where) =>
      roles.length === 0
        ? where.lit(false)
        : where.or(
            roles.map((role) => where('allocation.id', 'in', allocationsFor(db, scope, role).select('allocation.id'))),
          ),
    );
}

/** Ticks of records the caller may read. */
export function visibleRecordChecks(db: Database, scope: Scope) {
  return db
    .selectFrom('record_check')
    .where('record_check.allocation_id', 'in', allocationsFor(db, scope, 'read').select('allocation.id'));
}
