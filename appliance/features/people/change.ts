import { record } from '../../database/audit.ts';
import type { Database } from '../../database/connect.ts';
import { administeredSchools } from '../../database/scoped.ts';
import { setPassword } from '../auth/users.ts';
import { notFound, ProblemError } from '../common/problem.ts';
import type { Scope } from '../common/scope.ts';
import { inFullCare, refuseToAppoint } from './care.ts';
import { insertMembership, insertNames, insertPerson, takingNames } from './create.ts';
import { departmentOf } from './department-of.ts';
import type { ChangePersonRequest, CreatePersonRequest, PersonDetails } from './schema.ts';
import { readPerson } from './store.ts';

/** Adds a person to a school the caller looks after. Throws `not-found`, `not-allowed` or `conflict`. */
export async function createPerson(
  db: Database,
  scope: Scope,
  request: CreatePersonRequest,
  passwordHash: string,
): Promise<PersonDetails> {
  const school = await administeredSchools(db, scope)
    .select(['school.id', 'school.district_id'])
    .where('school.id', '=', request.schoolId)
    .executeTakeFirst();
  if (school === undefined) throw notFound('school');
  const { fullName, role } = request;
  refuseToAppoint(scope, role, { districtId: school.district_id, schoolId: school.id });
  const departmentId = await departmentOf(db, school.id, role, request.departmentId);
  const staffNumber = request.staffNumber ?? null;
  const userName = request.userName ?? staffNumber ?? '';
  const id = await db.transaction().execute(async (transaction) => {
    const person = { fullName, userName, staffNumber, phone: request.phone ?? null, passwordHash };
    const userId = await insertPerson(transaction, person);
    const membership = { userId, districtId: school.district_id, schoolId: school.id, role, departmentId };
    await insertMembership(transaction, membership);
    const act = { action: 'person.created', object: `user ${userId}`, actorId: scope.userId, schoolId: school.id };
    await record(transaction, { ...act, meta: { role } });
    return userId;
  });
  return readPerson(db, scope, id);
}

/** Throws `not-found`, `not-allowed`, `conflict`, and `invalid-request` of a person left without a name to sign in. */
export async function changePerson(
  db: Database,
  scope: Scope,
  userId: string,
  change: ChangePersonRequest,
): Promise<PersonDetails> {
  const care = await inFullCare(db, scope, userId);
  await db.transaction().execute(async (transaction) => {
    const old = await transaction
      .selectFrom('user')
      .select(['user_name', 'staff_number', 'full_name', 'phone', 'status'])
      .where('id', '=', userId)
      .forUpdate()
      .executeTakeFirstOrThrow();
    const next = {
      user_name: change.userName ?? old.user_name,
      staff_number: change.staffNumber === undefined ? old.staff_number : change.staffNumber,
      full_name: change.fullName ?? old.full_name,
      phone: change.phone === undefined ? old.phone : change.phone,
      status: change.status ?? old.status,
    };
    await takingNames(async () => {
      await transaction.updateTable('user').set(next).where('id', '=', userId).execute();
      if (next.user_name === old.user_name && next.staff_number === old.staff_number) return;
      await transaction.deleteFrom('sign_in_name').where('user_id', '=', userId).execute();
      await insertNames(transaction, userId, { userName: next.user_name, staffNumber: next.staff_number });
    });
    const changed = Object.keys(next).filter(
      (name) => next[name as keyof typeof next] !== old[name as keyof typeof next],
    );
    const suspended = next.status === old.status ? '' : next.status === 'suspended' ? 'suspended' : 'reinstated';
    const action = suspended === '' ? 'person.changed' : `person.${suspended}`;
    const act = { action, object: `user ${userId}`, actorId: scope.userId, schoolId: care.schoolId };
    if (changed.length > 0) await record(transaction, { ...act, meta: { changed: changed.join(' ') } });
  });
  return readPerson(db, scope, userId);
}

/** Gives a person a new one-time password. Throws `not-found` or `not-allowed`. */
export async function resetPassword(
  db: Database,
  scope: Scope,
  userId: string,
  passwordHash: string,
): Promise<PersonDetails> {
  const care = await inFullCare(db, scope, userId);
  await db.transaction().execute(async (transaction) => {
    await setPassword(transaction, userId, passwordHash, true);
    const reset = { reset_by: scope.userId, reset_at: new Date() };
    await transaction.updateTable('user').set(reset).where('id', '=', userId).execute();
    const act = { action: 'password.reset', object: `user ${userId}`, actorId: scope.userId };
    await record(transaction, { ...act, schoolId: care.schoolId });
  });
  return readPerson(db, scope, userId);
}

/** Records that the caller ends all sessions of the person. Throws `not-found` or `not-allowed`. */
export async function endSessionsOf(db: Database, scope: Scope, userId: string): Promise<void> {
  const care = await inFullCare(db, scope, userId);
  const act = { action: 'sessions.ended', object: `user ${userId}`, actorId: scope.userId, schoolId: care.schoolId };
  await record(db, act);
}

/** Throws `not-allowed` before something costly is begun for somebody who looks after nobody. */
export function refuseUnlessAdministrator({ districts, administered }: Scope): void {
  if (districts.length + administered.length > 0) return;
  throw new ProblemError('not-allowed', 'Only administrators look after people.');
}
