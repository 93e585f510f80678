import { record } from '../../database/audit.ts';
import type { Database } from '../../database/connect.ts';
import { administeredSchools, visibleMemberships } from '../../database/scoped.ts';
import { today as dayHere } from '../../today.ts';
import { setPassword } from '../auth/users.ts';
import { notFound, ProblemError } from '../common/problem.ts';
import type { Scope } from '../common/scope.ts';
import type { Role } from '../me/schema.ts';
import { insertMembership, insertPerson } from './create.ts';
import type { CreatePersonRequest, PeopleAnswer, PeopleQuery, Person } from './schema.ts';

/** Adds a person to a school the caller looks after. Throws `not-found`, `not-allowed` or `conflict`. */
export async function createPerson(
  db: Database,
  scope: Scope,
  request: CreatePersonRequest,
  passwordHash: string,
): Promise<Person> {
  const school = await administeredSchools(db, scope)
    .select(['school.id', 'school.code', 'school.name', 'school.district_id'])
    .where('school.id', '=', request.schoolId)
    .executeTakeFirst();
  if (school === undefined) throw notFound('school');
  const { fullName, role } = request;
  if (role !== 'teacher' && !scope.districts.includes(school.district_id)) {
    throw new ProblemError('not-allowed', 'Only administrators of the district appoint ICT administrators.');
  }
  const staffNumber = request.staffNumber ?? null;
  const userName = request.userName ?? staffNumber ?? '';
  return db.transaction().execute(async (transaction) => {
    const person = { fullName, userName, staffNumber, phone: request.phone ?? null, passwordHash };
    const userId = await insertPerson(transaction, person);
    const membership = { userId, districtId: school.district_id, schoolId: school.id, role };
    const id = await insertMembership(transaction, membership);
    const act = { action: 'person.created', object: `user ${userId}`, actorId: scope.userId, schoolId: school.id };
    await record(transaction, { ...act, meta: { role } });
    const from = dayHere();
    const { code, name } = school;
    const at = { id: school.id, code, name };
    const memberships = [{ id, role, school: at, department: null, from, to: null }];
    return { id: userId, userName, staffNumber, fullName, mustChangePassword: true, memberships };
  });
}

export async function listPeople(db: Database, scope: Scope, query: PeopleQuery): Promise<PeopleAnswer> {
  const rows = await visibleMemberships(db, scope)
    .innerJoin('user', 'user.id', 'membership.user_id')
    .select(['user.id as userId', 'user_name', 'staff_number', 'full_name', 'must_change'])
    .select(['membership.id', 'membership.role', 'valid_from', 'valid_to'])
    .select(['school.id as schoolId', 'school.code', 'school.name'])
    .where('membership.school_id', '=', query.schoolId)
    .where((where) => where.or([where('valid_to', 'is', null), where('valid_to', '>=', dayHere())]))
    .$if(query.after !== undefined, (select) => select.where('membership.id', '>', query.after ?? ''))
    .orderBy('membership.id')
    .limit(query.limit + 1)
    .execute();
  const shown = rows.slice(0, query.limit);
  const items = shown.map(
    (row): Person => ({
      id: row.userId,
      userName: row.user_name,
      staffNumber: row.staff_number,
      fullName: row.full_name,
      mustChangePassword: row.must_change !== 0,
      memberships: [
        {
          id: row.id,
          role: row.role as Role,
          school: { id: row.schoolId, code: row.code, name: row.name },
          department: null,
          from: row.valid_from,
          to: row.valid_to,
        },
      ],
    }),
  );
  const last = shown.at(-1);
  return { items, ...(rows.length > query.limit && last !== undefined ? { next: last.id } : {}) };
}

/**
 * Gives a person a new one-time password. Whoever may do that could become the person, so the caller must look after
 * every membership the person has or will have: a school's ICT administrator only plain teachers of that school.
 */
export async function resetPassword(db: Database, scope: Scope, userId: string, passwordHash: string): Promise<Person> {
  const today = dayHere();
  const all = await db
    .selectFrom('user')
    .leftJoin('membership', (join) =>
      join
        .onRef('membership.user_id', '=', 'user.id')
        .on((on) => on.or([on('valid_to', 'is', null), on('valid_to', '>=', today)])),
    )
    .leftJoin('school', 'school.id', 'membership.school_id')
    .select(['user_name', 'staff_number', 'full_name', 'membership.id', 'membership.district_id', 'membership.role'])
    .select(['valid_from', 'valid_to', 'school.id as schoolId', 'school.code', 'school.name'])
    .where('user.id', '=', userId)
    .execute();
  const within = (one: (typeof all)[number]) =>
    one.schoolId !== null &&
    (scope.districts.includes(one.district_id ?? '') ||
      (one.role === 'teacher' && scope.administered.includes(one.schoolId)));
  const [person] = all;
  if (person === undefined || !all.some(within)) throw notFound('person');
  if (!all.every(within)) {
    throw new ProblemError('not-allowed', 'This person has duties elsewhere: ask an administrator of the district.');
  }
  await db.transaction().execute(async (transaction) => {
    await setPassword(transaction, userId, passwordHash, true);
    const act = { action: 'password.reset', object: `user ${userId}`, actorId: scope.userId };
    await record(transaction, { ...act, schoolId: person.schoolId });
  });
  return {
    id: userId,
    userName: person.user_name,
    staffNumber: person.staff_number,
    fullName: person.full_name,
    mustChangePassword: true,
    memberships: all.map((one) => ({
      id: one.id ?? '',
      role: one.role as Role,
      school: { id: one.schoolId ?? '', code: one.code ?? '', name: one.name ?? '' },
      department: null,
      from: one.valid_from ?? today,
      to: one.valid_to,
    })),
  };
}
