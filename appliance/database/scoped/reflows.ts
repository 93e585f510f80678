import { notFound } from '../../features/common/problem.ts';
import type { Scope } from '../../features/common/scope.ts';
import type { Database } from '../connect.ts';
import { leading, schemesFor } from '../scoped.ts';

/** Throws `not-found` unless the caller leads or administers the school, or heads a department and is at the school. */
export function schoolToPlaceAnew(scope: Scope, schoolId: string): void {
  if (leading(scope).includes(schoolId)) return;
  if (scope.departments.length > 0 && scope.schools.includes(schoolId)) return;
  throw notFound('school');
}

/** Schemes in use of a school that the caller sees: all for who leads it, of the department for its head. */
export function schemesToPlaceAnew(db: Database, scope: Scope, schoolId: string) {
  return schemesFor(db, scope, 'read').where('scheme.school_id', '=', schoolId).where('scheme.archived_at', 'is', null);
}
