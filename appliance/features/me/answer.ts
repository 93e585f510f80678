import type { Settings } from '../../config.ts';
import type { Caller } from '../common/scope.ts';
import { type Me, noticeVersion } from './schema.ts';

export function meAnswer(caller: Caller, { displayName, timeZone }: Pick<Settings, 'displayName' | 'timeZone'>): Me {
  return {
    id: caller.userId,
    userName: caller.userName,
    staffNumber: caller.staffNumber,
    fullName: caller.fullName,
    language: caller.language,
    mustChangePassword: caller.mustChangePassword,
    // A copy of a session that a release before made does not say it.
    memberships: caller.memberships.map(({ id, role, school, department, from, to, actingFor = null }) => ({
      id,
      role,
      school,
      department,
      from,
      to,
      actingFor,
    })),
    noticeDue: caller.noticeSeen < noticeVersion ? noticeVersion : null,
    session: { shared: caller.shared, locked: caller.locked, hasPin: caller.hasPin },
    site: displayName,
    timeZone,
  };
}
