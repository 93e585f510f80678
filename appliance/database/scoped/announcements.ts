import type { Scope } from '../../features/common/scope.ts';
import type { Database } from '../connect.ts';
import { leading, within } from '../scoped.ts';

/** Announcements to the caller's districts and schools; all of a district for its administrator. */
export function visibleAnnouncements(db: Database, scope: Scope) {
  return db
    .selectFrom('announcement')
    .where((where) =>
      where.or([
        where.and([
          within(where, 'announcement.district_id', scope.homes),
          where('announcement.school_id', 'is', null),
        ]),
        within(where, 'announcement.school_id', scope.schools),
        within(where, 'announcement.district_id', scope.districts),
      ]),
    );
}

/** Announcements the caller may change: of the schools they lead, and all of a district for its administrator. */
export function changeableAnnouncements(db: Database, scope: Scope) {
  return db
    .selectFrom('announcement')
    .where((where) =>
      where.or([
        within(where, 'announcement.school_id', leading(scope)),
        within(where, 'announcement.district_id', scope.districts),
      ]),
    );
}
