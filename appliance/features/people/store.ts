import { sql } from 'kysely';
import type { Database } from '../../database/connect.ts';
import { visibleMemberships } from '../../database/scoped.ts';
import { today } from '../../today.ts';
import { notFound } from '../common/problem.ts';
import type { Scope } from '../common/scope.ts';
import type { Membership, Role } from '../me/schema.ts';
import { careOf } from './care.ts';
import type { PeopleAnswer, PeopleQuery, Person, PersonDetails } from './schema.ts';

/** A page of people by name, each with all their memberships at the school. */
export async function listPeople(db: Database, scope: Scope, query: PeopleQuery): Promise<PeopleAnswer> {
  const { search, role, departmentId, after } = query;
  const like = `%${(search ?? '').replace(/[\\%_]/g, '\\$&')}%`;
  const people = await visibleMemberships(db, scope)
    .innerJoin('user', 'user.id', 'membership.user_id')
    .select(userColumns)
    .distinct()
    .where('membership.school_id', '=', query.schoolId)
    .where(current)
    .$if(role !== undefined, (select) => select.where('membership.role', '=', role ?? ''))
    .$if(departmentId !== undefined, (select) => select.where('membership.department_id', '=', departmentId ?? ''))
    .$if(search !== undefined && search !== '', (select) =>
      select.where((where) =>
        where.or([
          where('full_name', 'like', like),
          where('user_name', 'like', like),
          where('staff_number', 'like', like),
        ]),
      ),
    )
    .$if(after !== undefined, (select) =>
      select.where(
        sql<boolean>`(full_name, user.id) > (SELECT p.full_name, p.id FROM user p WHERE p.id = ${after ?? ''})`,
      ),
    )
    .orderBy('full_name')
    .orderBy('user.id')
    .limit(query.limit + 1)
    .execute();
  const shown = people.slice(0, query.limit);
  const memberships = await membershipsAmong(
    db,
    scope,
    shown.map(({ userId }) => userId),
  );
  const items = shown.map((row) =>
    personOf(
      row,
      memberships.filter((one) => one.userId === row.userId),
    ),
  );
  const last = items.at(-1);
  return { items, ...(people.length > query.limit && last !== undefined ? { next: last.id } : {}) };
}

/** Throws `not-found` when the caller may look up none of the person's memberships. */
export async function readPerson(db: Database, scope: Scope, userId: string): Promise<PersonDetails> {
  const memberships = await membershipsAmong(db, scope, [userId], 'past too');
  if (memberships.length === 0) throw notFound('person');
  const row = await db.selectFrom('user').select(userColumns).where('user.id', '=', userId).executeTakeFirstOrThrow();
  const care = await careOf(db, scope, userId);
  return { ...personOf(row, memberships), inCare: care.full, mayGiveCode: care.code };
}

const userColumns = [
  'user.id as userId',
  'user_name',
  'staff_number',
  'full_name',
  'phone',
  'user.status',
  'must_change',
  'last_sign_in_at',
] as const;

type UserRow = {
  userId: string;
  user_name: string;
  staff_number: string | null;
  full_name: string;
  phone: string | null;
  status: 'active' | 'suspended';
  must_change: number;
  last_sign_in_at: Date | null;
};

function personOf(row: UserRow, memberships: readonly Membership[]): Person {
  return {
    id: row.userId,
    userName: row.user_name,
    staffNumber: row.staff_number,
    fullName: row.full_name,
    phone: row.phone,
    status: row.status,
    mustChangePassword: row.must_change !== 0,
    lastSignInAt: row.last_sign_in_at?.toISOString() ?? null,
    memberships: memberships.map(({ id, role, school, department, from, to, actingFor }) => ({
      id,
      role,
      school,
      department,
      from,
      to,
      actingFor,
    })),
  };
}

// biome-ignore lint/suspicious/noExplicitAny: the same condition for every query that joins memberships
function current(where: any) {
  return where.or([where('valid_to', 'is', null), where('valid_to', '>=', today())]);
}

async function membershipsAmong(db: Database, scope: Scope, userIds: readonly string[], past?: 'past too') {
  if (userIds.length === 0) return [];
  const rows = await visibleMemberships(db, scope)
    .leftJoin('department', 'department.id', 'membership.department_id')
    .leftJoin('user as lender', 'lender.id', 'membership.acting_for')
    .select(['membership.id', 'membership.user_id', 'membership.role', 'valid_from', 'valid_to'])
    .select('lender.full_name as actingFor')
    .select(['school.id as schoolId', 'school.code', 'school.name as schoolName'])
    .select(['department.id as departmentId', 'department.name as departmentName'])
    .where('membership.user_id', 'in', userIds)
    .$if(past === undefined, (select) => select.where(current))
    .orderBy('membership.id')
    .execute();
  return rows.map((row): Membership & { userId: string } => ({
    id: row.id,
    userId: row.user_id,
    role: row.role as Role,
    school: row.schoolId === null ? null : { id: row.schoolId, code: row.code ?? '', name: row.schoolName ?? '' },
    department: row.departmentId === null ? null : { id: row.departmentId, name: row.departmentName ?? '' },
    from: row.valid_from,
    to: row.valid_to,
    actingFor: row.actingFor,
  }));
}
