import type { Database } from '../../database/connect.ts';
import { today } from '../../today.ts';
import { notFound, ProblemError } from '../common/problem.ts';
import type { Scope } from '../common/scope.ts';
import type { Role } from '../me/schema.ts';

/** Roles that a school's ICT administrator gives and takes; the others are the district's. */
const schoolsOwn: readonly Role[] = ['teacher', 'head-of-department', 'deputy'];

/** Whether the caller may give somebody this role at the school, or take it. */
export function mayAppoint(scope: Scope, role: Role, at: { districtId: string; schoolId: string | null }): boolean {
  if (role === 'district-admin') return false;
  if (scope.districts.includes(at.districtId)) return true;
  return at.schoolId !== null && schoolsOwn.includes(role) && scope.administered.includes(at.schoolId);
}

/** Throws `not-allowed` unless the caller may give this role. */
export function refuseToAppoint(scope: Scope, role: Role, at: { districtId: string; schoolId: string | null }): void {
  if (mayAppoint(scope, role, at)) return;
  throw new ProblemError('not-allowed', 'Only administrators of the district appoint heads and ICT administrators.');
}

export type Care = {
  /** At least one membership of the person is the caller's to look after. */
  readonly some: boolean;
  /**
   * Every membership the person has or will have is: who may set a password could become the person, so a school's ICT
   * administrator has only those in full care who are nobody elsewhere and nothing higher here.
   */
  readonly full: boolean;
  /** The same for handing out a code, which heads of department do for the plain teachers of theirs. */
  readonly code: boolean;
  /** A school of the caller the person belongs to, for the record. */
  readonly schoolId: string | null;
};

export async function careOf(db: Database, scope: Scope, userId: string): Promise<Care> {
  const all = await db
    .selectFrom('membership')
    .select(['role', 'district_id', 'school_id', 'department_id'])
    .where('user_id', '=', userId)
    .where((where) => where.or([where('valid_to', 'is', null), where('valid_to', '>=', today())]))
    .execute();
  const mine = (one: (typeof all)[number]) =>
    mayAppoint(scope, one.role as Role, { districtId: one.district_id, schoolId: one.school_id });
  const ofDepartment = (one: (typeof all)[number]) =>
    one.role === 'teacher' && one.department_id !== null && scope.departments.includes(one.department_id);
  const none = all.length === 0 || userId === scope.userId;
  const found = all.find((one) => mine(one)) ?? all.find(ofDepartment);
  return {
    some: all.some(mine),
    full: !none && all.every(mine),
    code: !none && all.every((one) => mine(one) || ofDepartment(one)),
    schoolId: found?.school_id ?? null,
  };
}

/** Throws `not-found` of strangers and `not-allowed` of people with duties beyond the caller's care. */
export async function inFullCare(db: Database, scope: Scope, userId: string): Promise<Care> {
  const care = await careOf(db, scope, userId);
  if (!care.some) throw notFound('person');
  if (!care.full) throw beyondCare();
  return care;
}

export function beyondCare(): ProblemError {
  return new ProblemError('not-allowed', 'This person has duties beyond yours: ask an administrator of the district.');
}
