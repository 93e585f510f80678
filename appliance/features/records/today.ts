import type { Database } from '../../database/connect.ts';
import { allocationsFor } from '../../database/scoped.ts';
import { today as dayHere } from '../../today.ts';
import { notFound } from '../common/problem.ts';
import type { Scope } from '../common/scope.ts';
import { readTimetable } from '../timetable/store.ts';
import { deliveriesOfDays, deliveryAnswer, keyOf, rowsOfDays } from './lessons.ts';
import type { LessonOfDay, RecordsAnswer, TodayAnswer } from './schema.ts';

/** The caller's lessons of a day: those of the timetable, and what schemes have on it besides. Five queries at most. */
export async function readToday(db: Database, scope: Scope, wanted: string | undefined): Promise<TodayAnswer> {
  const date = wanted ?? dayHere();
  const [timetable, mine, closed] = await Promise.all([
    readTimetable(db, scope, { teacherId: 'me', on: date }),
    described(db, scope, 'write').execute(),
    closedDay(db, scope, date),
  ]);
  const ids = mine.map(({ id }) => id);
  const [rows, deliveries] = await Promise.all([
    rowsOfDays(db, ids, date, date),
    deliveriesOfDays(db, ids, date, date),
  ]);
  const names = new Map(mine.map((one) => [one.id, one]));
  const lessons = new Map<string, LessonOfDay>();
  const weekday = new Date(date).getUTCDay() || 7;
  for (const one of timetable.lessons.filter(
    (lesson) => lesson.weekday === weekday && names.has(lesson.allocationId),
  )) {
    const { allocationId, period, units, start, minutes } = one;
    const named = { className: one.class.name, grade: one.class.grade, learningArea: one.learningArea.name };
    const key = keyOf(allocationId, date, period);
    if (closed === null) {
      lessons.set(key, { allocationId, ...named, date, period, units, start, minutes, row: null, delivery: null });
    }
  }
  const blank = (allocationId: string, period: number, units: number): LessonOfDay => {
    const { className = '', grade = '', learningArea = '' } = names.get(allocationId) ?? {};
    const time = { date, period, units, start: null, minutes: null };
    return { allocationId, className, grade, learningArea, ...time, row: null, delivery: null };
  };
  for (const [key, { units, allocationId, date: _date, ...row }] of rows) {
    const period = Number(key.split(' ')[2]);
    lessons.set(key, { ...(lessons.get(key) ?? blank(allocationId, period, units)), row });
  }
  for (const one of deliveries) {
    const key = keyOf(one.allocation_id, date, one.period);
    const lesson = lessons.get(key) ?? blank(one.allocation_id, one.period, one.units);
    lessons.set(key, { ...lesson, delivery: deliveryAnswer(one) });
  }
  return { date, closed, lessons: [...lessons.values()].sort((a, b) => a.period - b.period) };
}

/** The lessons of a stretch of days as the scheme has them, each with what became of it. Throws `not-found`. */
export async function readRecords(
  db: Database,
  scope: Scope,
  { allocationId, from, to }: { allocationId: string; from: string; to: string },
): Promise<RecordsAnswer> {
  const named = await described(db, scope, 'read').where('allocation.id', '=', allocationId).executeTakeFirst();
  if (named === undefined) throw notFound('class and learning area');
  const [rows, deliveries] = await Promise.all([
    rowsOfDays(db, [allocationId], from, to),
    deliveriesOfDays(db, [allocationId], from, to),
  ]);
  const { className, grade, learningArea } = named;
  const lessons = new Map<string, LessonOfDay>();
  const add = (date: string, period: number, units: number, more: Partial<LessonOfDay>) => {
    const key = keyOf(allocationId, date, period);
    const time = { date, period, units, start: null, minutes: null };
    const blank = { allocationId, className, grade, learningArea, ...time, row: null, delivery: null };
    lessons.set(key, { ...(lessons.get(key) ?? blank), ...more });
  };
  const byId = new Map([...rows.values()].map((row) => [row.id, row]));
  for (const [key, { units, allocationId: _allocation, date, ...row }] of rows) {
    add(date, Number(key.split(' ')[2]), units, { row });
  }
  for (const one of deliveries) {
    const meant = one.row_id === null ? undefined : byId.get(one.row_id);
    add(one.lesson_date, one.period, one.units, {
      delivery: deliveryAnswer(one),
      ...(meant === undefined ? {} : { row: planRow(meant) }),
    });
  }
  return { items: [...lessons.values()].sort((a, b) => a.date.localeCompare(b.date) || a.period - b.period) };
}

type RowOfDay = Awaited<ReturnType<typeof rowsOfDays>> extends Map<string, infer One> ? One : never;

function planRow({ units: _units, allocationId: _allocation, date: _date, ...row }: RowOfDay) {
  return row;
}

function described(db: Database, scope: Scope, right: 'read' | 'write') {
  return allocationsFor(db, scope, right)
    .innerJoin('class_stream', 'class_stream.id', 'allocation.class_id')
    .innerJoin('learning_area', 'learning_area.id', 'allocation.learning_area_id')
    .select(['allocation.id', 'class_stream.name as className', 'class_stream.grade'])
    .select('learning_area.name as learningArea');
}

/** The name of the holiday or closure a day is in, of the district's newest calendar. */
async function closedDay(db: Database, scope: Scope, date: string): Promise<string | null> {
  if (scope.homes.length === 0) return null;
  const rule = await db
    .selectFrom('day_rule')
    .innerJoin('calendar', 'calendar.id', 'day_rule.calendar_id')
    .select(['label'])
    .where('calendar.district_id', 'in', scope.homes)
    .where('calendar.year', '=', Number(date.slice(0, 4)))
    .where('day_rule.school_id', 'is', null)
    .where('day_rule.grade', 'is', null)
    .where('from_date', '<=', date)
    .where('to_date', '>=', date)
    .where((where) =>
      where(
        'calendar.version',
        '=',
        where
          .selectFrom('calendar as newer')
          .select(({ fn }) => fn.max('newer.version').as('version'))
          .whereRef('newer.district_id', '=', 'calendar.district_id')
          .whereRef('newer.year', '=', 'calendar.year'),
      ),
    )
    .executeTakeFirst();
  return rule?.label ?? null;
}
