import { record } from '../../database/audit.ts';
import type { Database } from '../../database/connect.ts';
import { holdSchool, keptSchools, visibleMemberships } from '../../database/scoped.ts';
import { newId } from '../../ids.ts';
import { readTable } from '../../spreadsheet/read.ts';
import { UnreadableTable } from '../../spreadsheet/table.ts';
import { today } from '../../today.ts';
import { notFound, ProblemError } from '../common/problem.ts';
import type { Scope } from '../common/scope.ts';
import { lessonsOfRows, type RowProblem } from './import-rows.ts';
import type { TimetablePreview } from './import-schema.ts';
import { type Matched, matchLessons } from './match.ts';
import { replaceSlots, type WantedSlot } from './slots.ts';

/** What a timetable file would bring to a school. Stores nothing. Throws `not-found`. */
export async function previewTimetable(
  db: Database,
  scope: Scope,
  schoolId: string,
  bytes: Uint8Array,
): Promise<TimetablePreview> {
  await refuseUnlessKept(db, scope, schoolId);
  const { matched, problems } = await read(db, scope, schoolId, bytes);
  const classes = new Set(matched.lessons.map((one) => one.classKey));
  return {
    ok: problems.length === 0,
    lessons: matched.lessons.length,
    classes: classes.size,
    newClasses: matched.newClasses.map(({ name }) => name),
    problems: problems.slice(0, 200),
  };
}

/**
 * Takes a timetable file in from a day on: the week of every class that is in it becomes what the file says. All of it
 * or nothing. Throws `invalid-request` with the rows.
 */
export async function importTimetable(
  db: Database,
  scope: Scope,
  { schoolId, bytes, from = today() }: { schoolId: string; bytes: Uint8Array; from?: string | undefined },
): Promise<TimetablePreview> {
  await refuseUnlessKept(db, scope, schoolId);
  await db.transaction().execute(async (transaction) => {
    await holdSchool(transaction, schoolId);
    const { matched, problems } = await read(transaction, scope, schoolId, bytes);
    if (problems.length > 0) {
      const issues = problems.slice(0, 50).map(({ row, problem }) => ({ path: `row ${row}`, message: problem }));
      throw new ProblemError('invalid-request', 'The timetable was not taken in.', { issues });
    }
    await write(transaction, schoolId, matched, from);
    const act = { action: 'timetable.imported', object: `school ${schoolId}`, actorId: scope.userId, schoolId };
    await record(transaction, { ...act, meta: { lessons: matched.lessons.length, from } });
  });
  return previewTimetable(db, scope, schoolId, bytes);
}

async function refuseUnlessKept(db: Database, scope: Scope, schoolId: string): Promise<void> {
  const school = await keptSchools(db, scope).select('school.id').where('school.id', '=', schoolId).executeTakeFirst();
  if (school === undefined) throw notFound('school');
}

async function read(
  db: Database,
  scope: Scope,
  schoolId: string,
  bytes: Uint8Array,
): Promise<{ readonly matched: Matched; readonly problems: readonly RowProblem[] }> {
  const nothing: Matched = { lessons: [], newClasses: [], problems: [] };
  let rows: readonly (readonly string[])[];
  try {
    rows = (await readTable(bytes)).rows;
  } catch (error) {
    if (!(error instanceof UnreadableTable)) throw error;
    return { matched: nothing, problems: [{ row: 1, problem: error.message }] };
  }
  const { lessons, problems } = lessonsOfRows(rows);
  const classes = await db
    .selectFrom('class_stream')
    .select(['id', 'grade', 'name'])
    .where('school_id', '=', schoolId)
    .execute();
  const areas = await db
    .selectFrom('learning_area')
    .select(['id', 'grade', 'name'])
    .where('status', '=', 'published')
    .execute();
  const teachers = await visibleMemberships(db, scope)
    .innerJoin('user', 'user.id', 'membership.user_id')
    .select(['user.id', 'user_name', 'staff_number', 'full_name'])
    .where('membership.school_id', '=', schoolId)
    .where((where) => where.or([where('valid_to', 'is', null), where('valid_to', '>=', today())]))
    .execute();
  const matched = matchLessons(lessons, { classes, areas, teachers });
  return { matched, problems: [...problems, ...matched.problems].sort((a, b) => a.row - b.row) };
}

async function write(db: Database, schoolId: string, { lessons, newClasses }: Matched, from: string): Promise<void> {
  const idOf = new Map<string, string>();
  const streams = newClasses.map(({ key, grade, name }) => {
    const id = newId();
    idOf.set(key, id);
    return { id, school_id: schoolId, grade, name, boys: 0, girls: 0 };
  });
  if (streams.length > 0) await db.insertInto('class_stream').values(streams).execute();
  const classIds = [...new Set(lessons.map(({ classKey }) => idOf.get(classKey) ?? classKey))];
  const existing = await db
    .selectFrom('allocation')
    .select(['id', 'class_id', 'learning_area_id', 'user_id'])
    .where('class_id', 'in', classIds)
    .where((where) => where.or([where('valid_to', 'is', null), where('valid_to', '>=', from)]))
    .execute();
  const allocations = new Map(existing.map((one) => [keyOf(one.class_id, one.learning_area_id, one.user_id), one.id]));
  const added = [];
  const wanted: WantedSlot[] = [];
  for (const { classKey, areaId, teacherId, weekday, period, units } of lessons) {
    const classId = idOf.get(classKey) ?? classKey;
    const key = keyOf(classId, areaId, teacherId);
    const id = allocations.get(key) ?? newId();
    if (!allocations.has(key)) {
      allocations.set(key, id);
      const what = { class_id: classId, learning_area_id: areaId, user_id: teacherId };
      added.push({ id, school_id: schoolId, ...what, valid_from: from, valid_to: null });
    }
    wanted.push({ allocationId: id, weekday, period, units });
  }
  if (added.length > 0) await db.insertInto('allocation').values(added).execute();
  await replaceSlots(db, { schoolId, allocationIds: [...allocations.values()], from }, wanted);
}

function keyOf(classId: string, areaId: string, teacherId: string): string {
  return `${classId} ${areaId} ${teacherId}`;
}
