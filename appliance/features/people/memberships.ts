import { sql } from 'kysely';
import { type Database, preparedMark } from '../../database/connect.ts';
import { today as dayHere } from '../../today.ts';
import { type CallerMembership, type Scope, scopeOf } from '../common/scope.ts';
import type { Role } from '../me/schema.ts';

export type UserMembership = CallerMembership & { readonly userId: string };

/** Memberships in force today. */
export async function membershipsOf(db: Database, userIds: readonly string[]): Promise<UserMembership[]> {
  if (userIds.length === 0) return [];
  const today = dayHere();
  const rows = await db
    .selectFrom('membership')
    .leftJoin('school', 'school.id', 'membership.school_id')
    .leftJoin('department', 'department.id', 'membership.department_id')
    .$if(userIds.length === 1, (query) => query.modifyFront(sql.raw(preparedMark)))
    .select([
      'membership.id',
      'user_id',
      'role',
      'membership.district_id',
      'membership.school_id',
      'code',
      'school.name',
      'department_id',
      'department.name as departmentName',
      'valid_from',
      'valid_to',
    ])
    .where('user_id', 'in', userIds)
    .where('valid_from', '<=', today)
    .where((where) => where.or([where('valid_to', 'is', null), where('valid_to', '>=', today)]))
    .orderBy('membership.id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    userId: row.user_id,
    role: row.role as Role,
    districtId: row.district_id,
    school: row.school_id === null ? null : { id: row.school_id, code: row.code ?? '', name: row.name ?? '' },
    department: row.department_id === null ? null : { id: row.department_id, name: row.departmentName ?? '' },
    from: row.valid_from,
    to: row.valid_to,
  }));
}

/** What somebody may reach today who is not there to ask: the owner of a job. */
export async function scopeOfUser(db: Database, userId: string): Promise<Scope> {
  return scopeOf({ userId, memberships: await membershipsOf(db, [userId]) });
}
