import { record } from '../../database/audit.ts';
import type { Database } from '../../database/connect.ts';
import { changeableAllocations, holdClass, keptClasses } from '../../database/scoped.ts';
import { today } from '../../today.ts';
import { notFound, ProblemError } from '../common/problem.ts';
import type { Scope } from '../common/scope.ts';
import type { ChangeLessonsRequest, ChangeTimetableRequest, TimetableAnswer } from './schema.ts';
import { replaceSlots, slotsOf, versionOf, type WantedSlot } from './slots.ts';
import { readTimetable } from './store.ts';

/** Throws `not-found`, `invalid-request` or, when it was changed meanwhile, `conflict`. */
export async function changeTimetable(
  db: Database,
  scope: Scope,
  classId: string,
  request: ChangeTimetableRequest,
): Promise<TimetableAnswer> {
  const from = request.from ?? today();
  const found = await keptClasses(db, scope)
    .select(['class_stream.id', 'class_stream.school_id'])
    .where('class_stream.id', '=', classId)
    .executeTakeFirst();
  if (found === undefined) throw notFound('class');
  await db.transaction().execute(async (transaction) => {
    await holdClass(transaction, classId);
    const allocations = await transaction
      .selectFrom('allocation')
      .select(['id', 'valid_from'])
      .where('class_id', '=', classId)
      .where((where) => where.or([where('valid_to', 'is', null), where('valid_to', '>=', from)]))
      .execute();
    const allocationIds = allocations.map(({ id }) => id);
    for (const [index, { allocationId }] of request.lessons.entries()) {
      if (!allocationIds.includes(allocationId)) throw strange(index);
    }
    const running = allocations.filter((one) => one.valid_from <= from).map(({ id }) => id);
    await refuseStale(transaction, running, from, request.version);
    const place = { schoolId: found.school_id, allocationIds, from };
    const done = await replaceSlots(transaction, place, request.lessons);
    const act = { action: 'timetable.changed', object: `class ${classId}`, actorId: scope.userId };
    await record(transaction, { ...act, schoolId: found.school_id, meta: { from, ...done } });
  });
  return readTimetable(db, scope, { classId, on: from });
}

/** The lessons of one allocation, by its teacher or whoever keeps the timetable. Throws as above. */
export async function changeLessons(
  db: Database,
  scope: Scope,
  allocationId: string,
  request: ChangeLessonsRequest,
): Promise<TimetableAnswer> {
  const found = await changeableAllocations(db, scope)
    .select(['class_id', 'valid_from', 'allocation.school_id'])
    .where('allocation.id', '=', allocationId)
    .executeTakeFirst();
  if (found === undefined) throw notFound('allocation');
  const wantedFrom = request.from ?? today();
  const from = wantedFrom < found.valid_from ? found.valid_from : wantedFrom;
  await db.transaction().execute(async (transaction) => {
    await holdClass(transaction, found.class_id);
    await refuseStale(transaction, [allocationId], from, request.version);
    const place = { schoolId: found.school_id, allocationIds: [allocationId], from };
    const wanted = request.lessons.map((one): WantedSlot => ({ ...one, allocationId }));
    const done = await replaceSlots(transaction, place, wanted);
    const act = { action: 'timetable.changed', object: `allocation ${allocationId}`, actorId: scope.userId };
    await record(transaction, { ...act, schoolId: found.school_id, meta: { from, ...done } });
  });
  return readTimetable(db, scope, { allocationId, on: from });
}

/** The version is of the lessons as they are on the day from which they change. */
async function refuseStale(
  db: Database,
  allocationIds: readonly string[],
  from: string,
  version: string,
): Promise<void> {
  const lessons = [...(await slotsOf(db, allocationIds, from))].flatMap(([allocationId, own]) =>
    own.map((one) => ({ ...one, allocationId })),
  );
  if (versionOf(lessons) === version) return;
  throw new ProblemError('conflict', 'Somebody changed this timetable meanwhile. Load it again, then change it.');
}

function strange(index: number): ProblemError {
  const issues = [{ path: `body.lessons.${index}.allocationId`, message: 'is not taught to this class on that day' }];
  return new ProblemError('invalid-request', 'A lesson is of another class.', { issues });
}
