import type { Scope } from '../../features/common/scope.ts';
import type { Database } from '../connect.ts';
import { within } from '../scoped.ts';

/** Schools of the districts the caller administers, for the panel of the whole district. */
export function districtSchools(db: Database, scope: Scope) {
  return db.selectFrom('school').where((where) => within(where, 'school.district_id', scope.districts));
}

/** What was done at those schools, and by people of those districts at none. */
export function districtAudit(db: Database, scope: Scope) {
  return db
    .selectFrom('audit')
    .leftJoin('school', 'school.id', 'audit.school_id')
    .where((where) =>
      where.or([
        within(where, 'school.district_id', scope.districts),
        where.and([
          where('audit.school_id', 'is', null),
          where.exists((inner) =>
            inner
              .selectFrom('membership')
              .select('membership.id')
              .whereRef('membership.user_id', '=', 'audit.actor_id')
              .where((member) => within(member, 'membership.district_id', scope.districts)),
          ),
        ]),
      ]),
    );
}

/** Jobs of everybody, to be counted and begun again for their owners: only the status panel's routes may come here. */
export function everybodysJobs(db: Database) {
  return db.selectFrom('job');
}
