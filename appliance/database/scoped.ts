import { type ExpressionBuilder, sql } from 'kysely';
import { notFound, ProblemError } from '../features/common/problem.ts';
import type { Scope } from '../features/common/scope.ts';
import { today as dayHere } from '../today.ts';
import type { Database } from './connect.ts';
import type { Tables } from './tables.ts';

/*
 * The one place that decides whose rows a caller sees. Features read tables of schools and people through these
 * starting points only (a test reads their sources); what is out of reach is as if it did not exist.
 */

/**
 * What one may do with the documents of an allocation (a class, a learning area and who teaches it): schemes, plans and
 * records hang on it, so that a replacement inherits them.
 * - `read`: its teacher, the head of the teacher's department, deputy, head and ICT administrator of the school.
 * - `write`: its teacher.
 * - a role that approves: who may decide in that role; never on own documents. An administrator of the district none.
 */
export type Right = 'read' | 'write' | ApprovingRole;
export type ApprovingRole = 'head-of-department' | 'deputy' | 'head';

/** Schools the caller belongs to, and all of a district for its administrator. */
export function visibleSchools(db: Database, scope: Scope) {
  return schoolsWithin(db, scope, scope.schools);
}

/** Schools whose people the caller looks after. */
export function administeredSchools(db: Database, scope: Scope) {
  return schoolsWithin(db, scope, scope.administered);
}

/** Memberships the caller may look up: of the school for whoever leads or administers it, of the department for its head. */
export function visibleMemberships(db: Database, scope: Scope) {
  return db
    .selectFrom('membership')
    .leftJoin('school', 'school.id', 'membership.school_id')
    .where((where) =>
      where.or([
        within(where, 'membership.school_id', leading(scope)),
        within(where, 'membership.department_id', scope.departments),
        within(where, 'membership.district_id', scope.districts),
      ]),
    );
}

/** Departments of the schools the caller belongs to. */
export function visibleDepartments(db: Database, scope: Scope) {
  return departmentsWithin(db, scope, scope.schools);
}

/** Departments the caller may rename and remove. */
export function keptDepartments(db: Database, scope: Scope) {
  return departmentsWithin(db, scope, leading(scope));
}

/** Schools whose departments, classes, timetables and lesson rules the caller keeps: ICT administrator, deputy and head. */
export function keptSchools(db: Database, scope: Scope) {
  return schoolsWithin(db, scope, leading(scope));
}

/** Classes of the schools the caller belongs to, with their school. */
export function visibleClasses(db: Database, scope: Scope) {
  return db
    .selectFrom('class_stream')
    .innerJoin('school', 'school.id', 'class_stream.school_id')
    .where((where) => inSchools(where, 'school.id', scope, scope.schools));
}

/** Classes whose timetable the caller keeps. */
export function keptClasses(db: Database, scope: Scope) {
  return db
    .selectFrom('class_stream')
    .innerJoin('school', 'school.id', 'class_stream.school_id')
    .where((where) => inSchools(where, 'school.id', scope, leading(scope)));
}

/** Who teaches what to which class, in the schools the caller belongs to: colleagues know each other's timetable. */
export function visibleAllocations(db: Database, scope: Scope) {
  return db
    .selectFrom('allocation')
    .innerJoin('school', 'school.id', 'allocation.school_id')
    .where((where) => inSchools(where, 'school.id', scope, scope.schools));
}

/** Allocations the caller may change: a teacher's own, and those of the schools whose timetable the caller keeps. */
export function changeableAllocations(db: Database, scope: Scope) {
  return db
    .selectFrom('allocation')
    .innerJoin('school', 'school.id', 'allocation.school_id')
    .where((where) =>
      where.or([
        where.and([where('allocation.user_id', '=', scope.userId), within(where, 'school.id', scope.taught)]),
        inSchools(where, 'school.id', scope, leading(scope)),
      ]),
    );
}

/** Until the transaction ends nobody else changes what is taught to the class. */
export async function holdClass(transaction: Database, classId: string): Promise<void> {
  await transaction.selectFrom('class_stream').select('id').where('id', '=', classId).forUpdate().execute();
}

/** Until the transaction ends nobody else plans a person's lessons. */
export async function holdPerson(transaction: Database, userId: string): Promise<void> {
  await transaction.selectFrom('user').select('id').where('id', '=', userId).forUpdate().execute();
}

/** Until the transaction ends nobody else changes what the school keeps for itself. */
export async function holdSchool(transaction: Database, schoolId: string): Promise<void> {
  await transaction.selectFrom('school').select('id').where('id', '=', schoolId).forUpdate().execute();
}

/** How many schemes of work there are for each term. Tells nothing of any of them. */
export async function countSchemesOfTerms(db: Database, termIds: readonly string[]): Promise<Map<string, number>> {
  if (termIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('scheme')
    .select(['term_id', ({ fn }) => fn.countAll<number>().as('count')])
    .where('term_id', 'in', termIds)
    .groupBy('term_id')
    .execute();
  return new Map(rows.map((row) => [row.term_id, Number(row.count)]));
}

/** All schemes of a term go to the term that stands for it in a newer calendar. */
export async function moveSchemesToTerm(transaction: Database, termId: string, newTermId: string): Promise<void> {
  await transaction.updateTable('scheme').set({ term_id: newTermId }).where('term_id', '=', termId).execute();
}

/** Whether somebody is at a school in any role, today or later. */
export async function isAtSchool(db: Database, userId: string, schoolId: string): Promise<boolean> {
  const today = dayHere();
  const found = await db
    .selectFrom('membership')
    .select('id')
    .where('user_id', '=', userId)
    .where('school_id', '=', schoolId)
    .where((where) => where.or([where('valid_to', 'is', null), where('valid_to', '>=', today)]))
    .executeTakeFirst();
  return found !== undefined;
}

/** Allocations on whose documents the caller has the right. */
export function allocationsFor(db: Database, scope: Scope, right: Right) {
  return db.selectFrom('allocation').where((where) => {
    const own = where('allocation.user_id', '=', scope.userId);
    const teaching = where.and([own, within(where, 'allocation.school_id', scope.taught)]);
    if (right === 'write') return teaching;
    // Nobody decides on their own, nor in somebody's place on that one's.
    const not = (lenders: readonly string[]) => where('allocation.user_id', 'not in', [scope.userId, ...lenders]);
    if (right === 'head-of-department')
      return where.and([not(scope.leadsFor), ofDepartments(where, scope.departments)]);
    if (right === 'deputy')
      return where.and([not(scope.deputisesFor), within(where, 'allocation.school_id', scope.deputised)]);
    if (right === 'head') return where.and([not(scope.headsFor), within(where, 'allocation.school_id', scope.headed)]);
    const whole = leading(scope);
    const parts = [teaching];
    if (whole.length > 0) parts.push(within(where, 'allocation.school_id', whole));
    if (scope.departments.length > 0) parts.push(ofDepartments(where, scope.departments));
    return where.or(parts);
  });
}

/** Schemes of work on which the caller has the right. */
export function schemesFor(db: Database, scope: Scope, right: Right) {
  return db
    .selectFrom('scheme')
    .where('scheme.allocation_id', 'in', allocationsFor(db, scope, right).select('allocation.id'));
}

/** Schemes of work the caller may read. */
export function visibleSchemes(db: Database, scope: Scope) {
  return schemesFor(db, scope, 'read');
}

/** Schemes that were shared by a link, for colleagues of their school. */
export function sharedSchemes(db: Database, scope: Scope, linkId: string) {
  return db
    .selectFrom('scheme')
    .innerJoin('scheme_share', 'scheme_share.scheme_id', 'scheme.id')
    .where('scheme_share.link_id', '=', linkId)
    .where((where) => within(where, 'scheme.school_id', scope.schools));
}

/** What became of lessons of the allocations on whose documents the caller has the right. */
export function deliveriesFor(db: Database, scope: Scope, right: Right) {
  return db
    .selectFrom('delivery')
    .where('delivery.allocation_id', 'in', allocationsFor(db, scope, right).select('allocation.id'));
}

/** What was handed in of the allocations on whose documents the caller has the right. */
export function reviewsFor(db: Database, scope: Scope, right: Right) {
  return db
    .selectFrom('review')
    .where('review.allocation_id', 'in', allocationsFor(db, scope, right).select('allocation.id'));
}

/** Files that were made for the caller, while at the school they are of. */
export function ownDocumentFiles(db: Database, scope: Scope) {
  return db
    .selectFrom('document_file')
    .where('document_file.owner_id', '=', scope.userId)
    .where((where) => within(where, 'document_file.school_id', scope.schools));
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

function schoolsWithin(db: Database, scope: Scope, ids: readonly string[]) {
  return db.selectFrom('school').where((where) => inSchools(where, 'school.id', scope, ids));
}

function departmentsWithin(db: Database, scope: Scope, ids: readonly string[]) {
  return db
    .selectFrom('department')
    .innerJoin('school', 'school.id', 'department.school_id')
    .where((where) => inSchools(where, 'department.school_id', scope, ids));
}

/** Schools the caller administers or leads. */
export function leading({ administered, deputised, headed }: Scope): string[] {
  return [...administered, ...deputised, ...headed];
}

/** In one of the schools, or in a district the caller administers; `school` must be joined. */
function inSchools<Joined extends keyof Tables>(
  where: ExpressionBuilder<Tables, Joined>,
  column: Column,
  scope: Scope,
  ids: readonly string[],
) {
  return where.or([within(where, column, ids), within(where, 'school.district_id', scope.districts)]);
}

/** Taught by a person who belongs to one of the departments today. */
function ofDepartments(where: ExpressionBuilder<Tables, 'allocation'>, ids: readonly string[]) {
  const today = dayHere();
  if (ids.length === 0) return where.lit(false);
  return where.exists((inner) =>
    inner
      .selectFrom('membership')
      .select(sql.lit(1).as('one'))
      .whereRef('membership.user_id', '=', 'allocation.user_id')
      .whereRef('membership.school_id', '=', 'allocation.school_id')
      .where('membership.department_id', 'in', ids)
      .where('membership.valid_from', '<=', today)
      .where((ending) => ending.or([ending('valid_to', 'is', null), ending('valid_to', '>=', today)])),
  );
}

type Column =
  | 'school.id'
  | 'school.district_id'
  | 'membership.school_id'
  | 'membership.department_id'
  | 'membership.district_id'
  | 'department.school_id'
  | 'allocation.school_id'
  | 'document_file.school_id'
  | 'announcement.school_id'
  | 'announcement.district_id'
  | 'reflow.school_id'
  | 'scheme.school_id';

/** `IN` of a list that may be empty, which SQL has no words for. */
export function within<Joined extends keyof Tables>(
  where: ExpressionBuilder<Tables, Joined>,
  column: Column,
  ids: readonly string[],
) {
  return ids.length === 0 ? where.lit(false) : where(column as never, 'in', ids as never);
}
