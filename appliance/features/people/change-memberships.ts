import { record } from '../../database/audit.ts';
import type { Database } from '../../database/connect.ts';
import { administeredSchools, visibleMemberships } from '../../database/scoped.ts';
import { today } from '../../today.ts';
import { notFound, ProblemError } from '../common/problem.ts';
import type { Scope } from '../common/scope.ts';
import type { Role } from '../me/schema.ts';
import { mayAppoint, refuseToAppoint } from './care.ts';
import { insertMembership } from './create.ts';
import { departmentOf } from './department-of.ts';
import type { AddMembershipRequest, ChangeMembershipRequest, TransferRequest } from './schema.ts';

/** Gives a person a further role. Throws `not-found`, `not-allowed`, `conflict` when they have it already. */
export async function addMembership(
  db: Database,
  scope: Scope,
  userId: string,
  request: AddMembershipRequest,
): Promise<void> {
  const known = await visibleMemberships(db, scope)
    .select('membership.district_id')
    .where('membership.user_id', '=', userId)
    .executeTakeFirst();
  if (known === undefined) throw notFound('person');
  const at = request.schoolId === undefined ? null : await administeredSchool(db, scope, request.schoolId);
  const districtId = at?.district_id ?? known.district_id;
  refuseToAppoint(scope, request.role, { districtId, schoolId: at?.id ?? null });
  const departmentId = at === null ? null : await departmentOf(db, at.id, request.role, request.departmentId);
  const from = request.from ?? today();
  const to = request.to ?? null;
  if (to !== null && to < from) throw endsTooSoon();
  const membership = { userId, districtId, schoolId: at?.id ?? null, role: request.role, departmentId, from, to };
  await db.transaction().execute(async (transaction) => {
    await refuseTwice(transaction, membership);
    const id = await insertMembership(transaction, membership);
    const act = {
      action: 'membership.added',
      object: `user ${userId}`,
      actorId: scope.userId,
      schoolId: at?.id ?? null,
    };
    await record(transaction, { ...act, meta: { membership: id, role: request.role, from, to } });
  });
}

/** Ends, prolongs or moves a membership to another department. Gives whose it is. Throws `not-found`, `not-allowed`. */
export async function changeMembership(
  db: Database,
  scope: Scope,
  id: string,
  change: ChangeMembershipRequest,
): Promise<string> {
  const old = await visibleMemberships(db, scope)
    .select(['membership.user_id', 'membership.role', 'membership.district_id', 'membership.school_id'])
    .select(['valid_from', 'valid_to', 'department_id'])
    .where('membership.id', '=', id)
    .executeTakeFirst();
  if (old === undefined) throw notFound('membership');
  const role = old.role as Role;
  if (!mayAppoint(scope, role, { districtId: old.district_id, schoolId: old.school_id })) {
    throw new ProblemError('not-allowed', 'Only administrators of the district change this role.');
  }
  const to = change.to === undefined ? old.valid_to : change.to;
  if (to !== null && to < old.valid_from) throw endsTooSoon();
  const department =
    change.departmentId === undefined || old.school_id === null
      ? old.department_id
      : await departmentOf(db, old.school_id, role, change.departmentId);
  await db.transaction().execute(async (transaction) => {
    await transaction
      .updateTable('membership')
      .set({ valid_to: to, department_id: department })
      .where('id', '=', id)
      .execute();
    const act = { action: 'membership.changed', object: `user ${old.user_id}`, actorId: scope.userId };
    await record(transaction, { ...act, schoolId: old.school_id, meta: { membership: id, role, to } });
  });
  return old.user_id;
}

/** Moves a person to another school on a day. Throws `not-allowed` unless both schools are the caller's district's. */
export async function transferPerson(
  db: Database,
  scope: Scope,
  userId: string,
  request: TransferRequest,
): Promise<void> {
  if (scope.districts.length === 0) {
    throw new ProblemError('not-allowed', 'Only administrators of the district move people between schools.');
  }
  const { fromSchoolId, toSchoolId, on, role } = request;
  if (fromSchoolId === toSchoolId) throw new ProblemError('invalid-request', 'The two schools are the same.');
  const to = await administeredSchool(db, scope, toSchoolId);
  const lastDay = dayBefore(on);
  await db.transaction().execute(async (transaction) => {
    const old = await visibleMemberships(transaction, scope)
      .select(['membership.id', 'valid_from'])
      .where('membership.user_id', '=', userId)
      .where('membership.school_id', '=', fromSchoolId)
      .where((where) => where.or([where('valid_to', 'is', null), where('valid_to', '>', lastDay)]))
      .execute();
    if (old.length === 0) throw notFound('person at that school');
    const begun = old.filter((one) => one.valid_from <= lastDay).map((one) => one.id);
    const notBegun = old.filter((one) => one.valid_from > lastDay).map((one) => one.id);
    if (begun.length > 0) {
      await transaction.updateTable('membership').set({ valid_to: lastDay }).where('id', 'in', begun).execute();
    }
    if (notBegun.length > 0) await transaction.deleteFrom('membership').where('id', 'in', notBegun).execute();
    const membership = { userId, districtId: to.district_id, schoolId: to.id, role, from: on };
    await refuseTwice(transaction, { ...membership, departmentId: null });
    await insertMembership(transaction, membership);
    const act = { action: 'person.transferred', object: `user ${userId}`, actorId: scope.userId, schoolId: to.id };
    await record(transaction, { ...act, meta: { from: fromSchoolId, on } });
  });
}

async function administeredSchool(db: Database, scope: Scope, id: string) {
  const school = await administeredSchools(db, scope)
    .select(['school.id', 'school.district_id'])
    .where('school.id', '=', id)
    .executeTakeFirst();
  if (school === undefined) throw notFound('school');
  return school;
}

/** Two administrators may give the same role at once: the person's own row is what they wait for. */
async function refuseTwice(
  transaction: Database,
  one: { userId: string; schoolId: string | null; role: Role; departmentId: string | null },
): Promise<void> {
  await transaction.selectFrom('user').select('id').where('id', '=', one.userId).forUpdate().execute();
  const same = await transaction
    .selectFrom('membership')
    .select('id')
    .where('user_id', '=', one.userId)
    .where('role', '=', one.role)
    .where('school_id', one.schoolId === null ? 'is' : '=', one.schoolId)
    .where('department_id', one.departmentId === null ? 'is' : '=', one.departmentId)
    .where('acting_for', 'is', null)
    .where((where) => where.or([where('valid_to', 'is', null), where('valid_to', '>=', today())]))
    .executeTakeFirst();
  if (same !== undefined) throw new ProblemError('conflict', 'The person has this role already.');
}

function endsTooSoon(): ProblemError {
  return new ProblemError('invalid-request', 'The last day is before the first.', {
    issues: [{ path: 'body.to', message: 'must not be before the first day' }],
  });
}

function dayBefore(date: string): string {
  return new Date(Date.parse(date) - 86_400_000).toISOString().slice(0, 10);
}
