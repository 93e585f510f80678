import { type ExpressionBuilder, sql } from 'kysely';
import { type Database, preparedMark } from '../../database/connect.ts';
import type { Tables } from '../../database/tables.ts';
import { today as dayHere } from '../../today.ts';
import { type CallerMembership, type Scope, scopeOf } from '../common/scope.ts';
import type { Role } from '../me/schema.ts';

export type UserMembership = CallerMembership & { readonly userId: string };

/** Memberships in force today; one that is held for somebody else only while that one has it. */
export async function membershipsOf(db: Database, userIds: readonly string[]): Promise<UserMembership[]> {
  if (userIds.length === 0) return [];
  const today = dayHere();
  const rows = await db
    .selectFrom('membership')
    .leftJoin('school', 'school.id', 'membership.school_id')
    .leftJoin('department', 'department.id', 'membership.department_id')
    .leftJoin('user as lender', 'lender.id', 'membership.acting_for')
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
      'lender.full_name as actingFor',
      'acting_for',
    ])
    .where('user_id', 'in', userIds)
    .where('valid_from', '<=', today)
    .where((where) => where.or([where('valid_to', 'is', null), where('valid_to', '>=', today)]))
    .where((where) => where.or([where('acting_for', 'is', null), where.exists(lentToday(where, today))]))
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
    actingFor: row.actingFor,
    actingForId: row.acting_for,
  }));
}

/** The role that somebody else holds for its owner, while the owner has it. */
function lentToday(where: ExpressionBuilder<Tables, 'membership'>, today: string) {
  return where
    .selectFrom('membership as lent')
    .select(sql.lit(1).as('one'))
    .whereRef('lent.user_id', '=', 'membership.acting_for')
    .whereRef('lent.role', '=', 'membership.role')
    .whereRef('lent.school_id', '=', 'membership.school_id')
    .where(sql<boolean>`lent.department_id <=> membership.department_id`)
    .where('lent.acting_for', 'is', null)
    .where('lent.valid_from', '<=', today)
    .where((ending) => ending.or([ending('lent.valid_to', 'is', null), ending('lent.valid_to', '>=', today)]));
}

/** What somebody may reach today who is not there to ask: the owner of a job. */
export async function scopeOfUser(db: Database, userId: string): Promise<Scope> {
  return scopeOf({ userId, memberships: await membershipsOf(db, [userId]) });
}
