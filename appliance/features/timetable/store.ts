import type { Database } from '../../database/connect.ts';
import { visibleAllocations, visibleClasses } from '../../database/scoped.ts';
import { today } from '../../today.ts';
import { notFound } from '../common/problem.ts';
import type { Scope } from '../common/scope.ts';
import { clashesOf } from './clashes.ts';
import { dayTimesOf, periodsFor } from './day-times.ts';
import type { DayTimes, TimetableAnswer, TimetableLesson, TimetableQuery } from './schema.ts';
import { versionOf } from './slots.ts';

/** The week of a class, a teacher or a school as it is on a day, with what clashes in it. Two or three queries. */
export async function readTimetable(db: Database, scope: Scope, query: TimetableQuery): Promise<TimetableAnswer> {
  const on = query.on ?? today();
  const teacherId = query.teacherId === 'me' ? scope.userId : query.teacherId;
  const schoolId = query.schoolId ?? (await schoolOf(db, scope, query));
  // A clash may lie in another class: all that could clash is read, then what was asked for is picked.
  const rows = await lessons(db, scope, on)
    .$if(schoolId !== undefined, (select) => select.where('allocation.school_id', '=', schoolId ?? ''))
    .$if(schoolId === undefined, (select) => select.where('allocation.user_id', '=', teacherId ?? ''))
    .limit(5000)
    .execute();
  const times = await dayTimesOf(db, [...new Set(rows.map((row) => row.school_id))]);
  const all = rows.map((row) => lessonAnswer(row, times.get(row.school_id) ?? []));
  const isWanted = (one: TimetableLesson) =>
    (query.classId === undefined || one.class.id === query.classId) &&
    (query.allocationId === undefined || one.allocationId === query.allocationId) &&
    (teacherId === undefined || one.teacher.id === teacherId);
  const wanted = all.filter(isWanted);
  return {
    version: versionOf(wanted),
    on,
    lessons: wanted,
    clashes: clashesOf(all).filter((clash) => clash.lessons.some(isWanted)),
  };
}

async function schoolOf(db: Database, scope: Scope, query: TimetableQuery): Promise<string | undefined> {
  const { classId, allocationId } = query;
  if (classId !== undefined) {
    const found = await visibleClasses(db, scope)
      .select('school_id')
      .where('class_stream.id', '=', classId)
      .executeTakeFirst();
    if (found === undefined) throw notFound('class');
    return found.school_id;
  }
  if (allocationId === undefined) return undefined;
  const found = await visibleAllocations(db, scope)
    .select('school_id')
    .where('allocation.id', '=', allocationId)
    .executeTakeFirst();
  if (found === undefined) throw notFound('allocation');
  return found.school_id;
}

function lessons(db: Database, scope: Scope, on: string) {
  return visibleAllocations(db, scope)
    .innerJoin('timetable_slot', 'timetable_slot.allocation_id', 'allocation.id')
    .innerJoin('class_stream', 'class_stream.id', 'allocation.class_id')
    .innerJoin('learning_area', 'learning_area.id', 'allocation.learning_area_id')
    .innerJoin('user', 'user.id', 'allocation.user_id')
    .select(['timetable_slot.id', 'allocation_id', 'weekday', 'period', 'units', 'allocation.school_id', 'class_id'])
    .select(['class_stream.name as className', 'class_stream.grade', 'learning_area_id', 'lesson_minutes'])
    .select(['learning_area.name as areaName', 'user_id', 'full_name'])
    .where('timetable_slot.valid_from', '<=', on)
    .where((where) =>
      where.or([where('timetable_slot.valid_to', 'is', null), where('timetable_slot.valid_to', '>=', on)]),
    )
    .where('allocation.valid_from', '<=', on)
    .where((where) => where.or([where('allocation.valid_to', 'is', null), where('allocation.valid_to', '>=', on)]))
    .orderBy('weekday')
    .orderBy('period')
    .orderBy('timetable_slot.id');
}

type LessonRow = Awaited<ReturnType<ReturnType<typeof lessons>['execute']>>[number];

function lessonAnswer(row: LessonRow, times: readonly DayTimes[]): TimetableLesson {
  const periods = periodsFor(times, row.grade);
  const own = Array.from({ length: row.units }, (_, unit) => periods.find((one) => one.period === row.period + unit));
  return {
    id: row.id,
    allocationId: row.allocation_id,
    weekday: row.weekday,
    period: row.period,
    units: row.units,
    start: own[0]?.start ?? null,
    minutes: own.reduce((sum, one) => sum + (one?.minutes ?? row.lesson_minutes), 0),
    schoolId: row.school_id,
    class: { id: row.class_id, name: row.className, grade: row.grade },
    learningArea: { id: row.learning_area_id, name: row.areaName },
    teacher: { id: row.user_id, fullName: row.full_name },
  };
}
