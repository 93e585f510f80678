import type { ExpressionBuilder } from 'kysely';
import { notFound, ProblemError } from '../features/common/problem.ts';
import type { Scope } from '../features/common/scope.ts';
import type { Database } from './connect.ts';
import type { Tables } from './tables.ts';

/*
 * The one place that decides whose rows a caller sees. Features read tables of schools and people through these
 * starting points only (a test reads their sources); what is out of reach is as if it did not exist.
 */

/** Schools the caller belongs to, and all of a district for its administrator. */
export function visibleSchools(db: Database, scope: Scope) {
  return db
    .selectFrom('school')
    .where((where) =>
      where.or([within(where, 'school.id', scope.schools), within(where, 'school.district_id', scope.districts)]),
    );
}

/** Schools whose people the caller looks after. */
export function administeredSchools(db: Database, scope: Scope) {
  return db
    .selectFrom('school')
    .where((where) =>
      where.or([within(where, 'school.id', scope.administered), within(where, 'school.district_id', scope.districts)]),
    );
}

/** Memberships of people in schools the caller looks after; not those of district administrators. */
export function administeredMemberships(db: Database, scope: Scope) {
  return db
    .selectFrom('membership')
    .innerJoin('school', 'school.id', 'membership.school_id')
    .where((where) =>
      where.or([
        within(where, 'membership.school_id', scope.administered),
        within(where, 'school.district_id', scope.districts),
      ]),
    );
}

/** Schools whose classes, timetables and lesson rules the caller keeps. */
export function keptSchools(db: Database, scope: Scope) {
  return administeredSchools(db, scope);
}

/** Classes of the schools the caller belongs to, with their school. */
export function visibleClasses(db: Database, scope: Scope) {
  return db
    .selectFrom('class_stream')
    .innerJoin('school', 'school.id', 'class_stream.school_id')
    .where((where) => inSight(where, scope));
}

/** Classes whose timetable the caller keeps. */
export function keptClasses(db: Database, scope: Scope) {
  return db
    .selectFrom('class_stream')
    .innerJoin('school', 'school.id', 'class_stream.school_id')
    .where((where) => inKeeping(where, scope));
}

/** Who teaches what to which class, in the schools the caller belongs to: colleagues know each other's timetable. */
export function visibleAllocations(db: Database, scope: Scope) {
  return db
    .selectFrom('allocation')
    .innerJoin('school', 'school.id', 'allocation.school_id')
    .where((where) => inSight(where, scope));
}

/** Allocations the caller may change: a teacher's own, and those of the schools whose timetable the caller keeps. */
export function changeableAllocations(db: Database, scope: Scope) {
  return db
    .selectFrom('allocation')
    .innerJoin('school', 'school.id', 'allocation.school_id')
    .where((where) =>
      where.or([
        where.and([where('allocation.user_id', '=', scope.userId), within(where, 'school.id', scope.taught)]),
        inKeeping(where, scope),
      ]),
    );
}

/** Until the transaction ends nobody else changes what is taught to the class. */
export async function holdClass(transaction: Database, classId: string): Promise<void> {
  await transaction.selectFrom('class_stream').select('id').where('id', '=', classId).forUpdate().execute();
}

/** Until the transaction ends nobody else changes what the school keeps for itself. */
export async function holdSchool(transaction: Database, schoolId: string): Promise<void> {
  await transaction.selectFrom('school').select('id').where('id', '=', schoolId).forUpdate().execute();
}

/** Whether somebody is at a school in any role, today or later. */
export async function isAtSchool(db: Database, userId: string, schoolId: string): Promise<boolean> {
  const today = new Date().toISOString().slice(0, 10);
  const found = await db
    .selectFrom('membership')
    .select('id')
    .where('user_id', '=', userId)
    .where('school_id', '=', schoolId)
    .where((where) => where.or([where('valid_to', 'is', null), where('valid_to', '>=', today)]))
    .executeTakeFirst();
  return found !== undefined;
}

/** A teacher's own schemes while at their school, and those of a school for its ICT administrator; none for a district's. */
export function visibleSchemes(db: Database, scope: Scope) {
  return db
    .selectFrom('scheme')
    .where((where) =>
      where.or([
        where.and([where('scheme.owner_id', '=', scope.userId), within(where, 'scheme.school_id', scope.schools)]),
        within(where, 'scheme.school_id', scope.administered),
      ]),
    );
}

export function ownJobs(db: Database, scope: Scope) {
  return db.selectFrom('job').where('job.owner_id', '=', scope.userId);
}

/** The school a new document goes to: the one named, or the only one the caller teaches at. */
export function schoolToTeachAt(scope: Scope, wanted: string | undefined): string {
  if (wanted !== undefined) {
    if (!scope.taught.includes(wanted)) throw notFound('school');
    return wanted;
  }
  const [only, ...more] = scope.taught;
  if (only === undefined) throw new ProblemError('not-allowed', 'Only teachers of a school make schemes of work.');
  if (more.length > 0) {
    throw new ProblemError('invalid-request', 'You teach at several schools: say for which one.', {
      issues: [{ path: 'body.schoolId', message: 'needed of a teacher at several schools' }],
    });
  }
  return only;
}

function inSight<Joined extends keyof Tables>(where: ExpressionBuilder<Tables, Joined>, scope: Scope) {
  return where.or([within(where, 'school.id', scope.schools), within(where, 'school.district_id', scope.districts)]);
}

function inKeeping<Joined extends keyof Tables>(where: ExpressionBuilder<Tables, Joined>, scope: Scope) {
  return where.or([
    within(where, 'school.id', scope.administered),
    within(where, 'school.district_id', scope.districts),
  ]);
}

type Column = 'school.id' | 'school.district_id' | 'membership.school_id' | 'scheme.school_id';

/** `IN` of a list that may be empty, which SQL has no words for. */
function within<Joined extends keyof Tables>(
  where: ExpressionBuilder<Tables, Joined>,
  column: Column,
  ids: readonly string[],
) {
  return ids.length === 0 ? where.lit(false) : where(column as never, 'in', ids as never);
}
