import { record } from '../../database/audit.ts';
import type { Database } from '../../database/connect.ts';
import { visibleMemberships } from '../../database/scoped.ts';
import { ownLendings, ownMemberships } from '../../database/scoped-own.ts';
import { newId } from '../../ids.ts';
import { today as dayHere } from '../../today.ts';
import { notFound, ProblemError } from '../common/problem.ts';
import type { Scope } from '../common/scope.ts';
import { approvingRoles } from '../reviews/schema.ts';
import { mostStandInDays, type StandIn, type StandInRequest } from './schema.ts';

/** Those for the caller, and where the caller stands in; today's and coming ones, by day. One query. */
export async function listStandIns(db: Database, scope: Scope): Promise<StandIn[]> {
  const rows = await ownLendings(db, scope)
    .innerJoin('school', 'school.id', 'membership.school_id')
    .innerJoin('user as person', 'person.id', 'membership.user_id')
    .innerJoin('user as lender', 'lender.id', 'membership.acting_for')
    .leftJoin('department', 'department.id', 'membership.department_id')
    .select(['membership.id', 'membership.role', 'valid_from', 'valid_to', 'school.id as schoolId'])
    .select(['school.name as schoolName', 'department.id as departmentId', 'department.name as departmentName'])
    .select(['person.id as personId', 'person.full_name as personName'])
    .select(['lender.id as lenderId', 'lender.full_name as lenderName'])
    .where('valid_to', '>=', dayHere())
    .orderBy('valid_from')
    .orderBy('membership.id')
    .limit(200)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    role: row.role as StandIn['role'],
    school: { id: row.schoolId, name: row.schoolName },
    department: row.departmentId === null ? null : { id: row.departmentId, name: row.departmentName ?? '' },
    person: { id: row.personId, fullName: row.personName },
    for: { id: row.lenderId, fullName: row.lenderName },
    from: row.valid_from,
    to: row.valid_to ?? row.valid_from,
  }));
}

/** Gives whose sessions change. Throws `not-found`, `not-allowed`, `invalid-request` or `conflict`. */
export async function lendRole(db: Database, scope: Scope, request: StandInRequest): Promise<string> {
  const today = dayHere();
  const from = request.from ?? today;
  const own = await ownMemberships(db, scope)
    .select(['membership.role', 'membership.school_id', 'membership.district_id', 'department_id', 'acting_for'])
    .select('valid_to')
    .where('membership.id', '=', request.membershipId)
    .where('valid_from', '<=', today)
    .where((where) => where.or([where('valid_to', 'is', null), where('valid_to', '>=', today)]))
    .executeTakeFirst();
  if (own === undefined) throw notFound('role of yours');
  const { school_id: schoolId, role } = own;
  if (own.acting_for !== null || schoolId === null || !(approvingRoles as readonly string[]).includes(role)) {
    throw new ProblemError(
      'not-allowed',
      'Only a head, a deputy and a head of department have somebody stand in for them.',
    );
  }
  refuseDays(from, request.to, today, own.valid_to);
  const person = await visibleMemberships(db, scope)
    .innerJoin('user', 'user.id', 'membership.user_id')
    .select('user.id')
    .where('membership.user_id', '=', request.personId)
    .where('membership.user_id', '<>', scope.userId)
    .where('membership.school_id', '=', schoolId)
    .where('membership.acting_for', 'is', null)
    .where('user.status', '=', 'active')
    .where((where) => where.or([where('valid_to', 'is', null), where('valid_to', '>=', request.to)]))
    .executeTakeFirst();
  if (person === undefined) throw notFound('colleague of yours at the school in those days');
  await db.transaction().execute(async (transaction) => {
    // Two at once wait for the person's own row.
    await transaction.selectFrom('user').select('id').where('id', '=', person.id).forUpdate().execute();
    const same = await transaction
      .selectFrom('membership')
      .select('id')
      .where('user_id', '=', person.id)
      .where('role', '=', role)
      .where('school_id', '=', schoolId)
      .where('department_id', own.department_id === null ? 'is' : '=', own.department_id)
      .where('valid_from', '<=', request.to)
      .where((where) => where.or([where('valid_to', 'is', null), where('valid_to', '>=', from)]))
      .executeTakeFirst();
    if (same !== undefined) throw new ProblemError('conflict', 'The person has this role in those days already.');
    const membership = {
      ...{ id: newId(), user_id: person.id, district_id: own.district_id, school_id: schoolId, role },
      ...{ department_id: own.department_id, valid_from: from, valid_to: request.to, acting_for: scope.userId },
    };
    await transaction.insertInto('membership').values(membership).execute();
    const act = { action: 'role.lent', object: `user ${person.id}`, actorId: scope.userId, schoolId };
    await record(transaction, { ...act, meta: { role, from, to: request.to } });
  });
  return person.id;
}

/** Ends what the caller lent, at once. Gives whose sessions change. Throws `not-found`. */
export async function endStandIn(db: Database, scope: Scope, id: string): Promise<string> {
  const found = await ownLendings(db, scope)
    .select(['membership.user_id', 'membership.school_id', 'membership.role', 'valid_from'])
    .where('membership.id', '=', id)
    .where('membership.acting_for', '=', scope.userId)
    .executeTakeFirst();
  if (found === undefined) throw notFound('stand-in of yours');
  const yesterday = new Date(Date.parse(dayHere()) - 86_400_000).toISOString().slice(0, 10);
  await db.transaction().execute(async (transaction) => {
    if (found.valid_from > yesterday) await transaction.deleteFrom('membership').where('id', '=', id).execute();
    else await transaction.updateTable('membership').set({ valid_to: yesterday }).where('id', '=', id).execute();
    const act = { action: 'role.taken-back', object: `user ${found.user_id}`, actorId: scope.userId };
    await record(transaction, { ...act, schoolId: found.school_id, meta: { role: found.role } });
  });
  return found.user_id;
}

function refuseDays(from: string, to: string, today: string, ownTo: string | null): void {
  const refuse = (path: string, message: string) => {
    throw new ProblemError('invalid-request', 'These days cannot be.', { issues: [{ path: `body.${path}`, message }] });
  };
  if (from < today) refuse('from', 'is over already');
  if (to < from) refuse('to', 'must not be before the first day');
  if (Date.parse(to) - Date.parse(from) > mostStandInDays * 86_400_000) {
    refuse('to', `at most ${mostStandInDays} days after the first`);
  }
  if (ownTo !== null && to > ownTo) refuse('to', `your own role ends on ${ownTo}`);
}
