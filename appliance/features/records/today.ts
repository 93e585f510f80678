import type { Database } from '../../database/connect.ts';
import { checkedAllocations } from '../../database/scoped/records.ts';
import { allocationsFor } from '../../database/scoped.ts';
import { today as dayHere } from '../../today.ts';
import { notFound } from '../common/problem.ts';
import type { Scope } from '../common/scope.ts';
import { checksOf } from '../record-checks/store.ts';
import { mondayOf } from '../record-checks/week.ts';
import { readTimetable } from '../timetable/store.ts';
import { deliveriesOfDays, deliveryAnswer, keyOf, type RowOfDay, rowsById, rowsOfDays } from './lessons.ts';
import type { LessonOfDay, PlanRow, RecordsAnswer, TodayAnswer } from './schema.ts';

/** The caller's lessons of a day: those of the timetable, and what schemes have on it besides. Five queries at most. */
export async function readToday(db: Database, scope: Scope, wanted: string | undefined): Promise<TodayAnswer> {
  const date = wanted ?? dayHere();
  const [timetable, mine, closed] = await Promise.all([
    readTimetable(db, scope, { teacherId: 'me', on: date }),
    described(db, scope, 'write').execute(),
    closures(db, scope, date),
  ]);
  const ids = mine.map(({ id }) => id);
  const [rows, deliveries] = await Promise.all([
    rowsOfDays(db, ids, date, date),
    deliveriesOfDays(db, ids, date, date),
  ]);
  const names = new Map(mine.map((one) => [one.id, one]));
  const lessons = new Map<string, LessonOfDay>();
  const weekday = new Date(date).getUTCDay() || 7;
  let missing: string | null = null;
  for (const one of timetable.lessons.filter(
    (lesson) => lesson.weekday === weekday && names.has(lesson.allocationId),
  )) {
    const { allocationId, period, units, start, minutes } = one;
    const named = { className: one.class.name, grade: one.class.grade, learningArea: one.learningArea.name };
    const closure = closureOf(closed, { schoolId: one.schoolId, grade: one.class.grade });
    if (closure === undefined) {
      const key = keyOf(allocationId, date, period);
      lessons.set(key, { allocationId, ...named, date, period, units, start, minutes, row: null, delivery: null });
    } else missing ??= closure.label;
  }
  const whole = closed.find(({ schoolId, grade }) => schoolId === null && grade === null);
  const why = whole?.label ?? (lessons.size === 0 ? missing : null);
  const blank = (allocationId: string, period: number, units: number): LessonOfDay => {
    const { className = '', grade = '', learningArea = '' } = names.get(allocationId) ?? {};
    const time = { date, period, units, start: null, minutes: null };
    return { allocationId, className, grade, learningArea, ...time, row: null, delivery: null };
  };
  for (const [key, { units, allocationId, period, row }] of rows) {
    lessons.set(key, { ...(lessons.get(key) ?? blank(allocationId, period, units)), row });
  }
  const meant = await rowsElsewhere(db, rows, deliveries);
  for (const one of deliveries) {
    const key = keyOf(one.allocation_id, date, one.period);
    const lesson = lessons.get(key) ?? blank(one.allocation_id, one.period, one.units);
    const row = meant.get(one.row_id ?? '') ?? lesson.row;
    lessons.set(key, { ...lesson, row, delivery: deliveryAnswer(one) });
  }
  return { date, closed: why, lessons: [...lessons.values()].sort((a, b) => a.period - b.period) };
}

/** The lessons of a stretch of days as the scheme has them, each with what became of it. Five queries. Throws `not-found`. */
export async function readRecords(
  db: Database,
  scope: Scope,
  { allocationId, from, to }: { allocationId: string; from: string; to: string },
): Promise<RecordsAnswer> {
  const checked = checkedAllocations(db, scope).select('allocation.id').as('checked');
  const named = await described(db, scope, 'read')
    .leftJoin(checked, 'checked.id', 'allocation.id')
    .select('checked.id as checkedId')
    .where('allocation.id', '=', allocationId)
    .executeTakeFirst();
  if (named === undefined) throw notFound('class and learning area');
  const [rows, deliveries, checks] = await Promise.all([
    rowsOfDays(db, [allocationId], from, to),
    deliveriesOfDays(db, [allocationId], from, to),
    checksOf(db, scope, [allocationId], mondayOf(from), to),
  ]);
  const { className, grade, learningArea } = named;
  const lessons = new Map<string, LessonOfDay>();
  const add = (date: string, period: number, units: number, more: Partial<LessonOfDay>) => {
    const key = keyOf(allocationId, date, period);
    const time = { date, period, units, start: null, minutes: null };
    const blank = { allocationId, className, grade, learningArea, ...time, row: null, delivery: null };
    lessons.set(key, { ...(lessons.get(key) ?? blank), ...more });
  };
  for (const { units, date, period, row } of rows.values()) add(date, period, units, { row });
  const meant = await rowsElsewhere(db, rows, deliveries);
  for (const one of deliveries) {
    const row = meant.get(one.row_id ?? '');
    const delivery = deliveryAnswer(one);
    add(one.lesson_date, one.period, one.units, row === undefined ? { delivery } : { delivery, row });
  }
  return {
    items: [...lessons.values()].sort((a, b) => a.date.localeCompare(b.date) || a.period - b.period),
    checks: [...checks].map(([key, check]) => ({ ...check, week: key.slice(-10) })),
    mayCheck: named.checkedId !== null,
  };
}

/** The lessons that were meant by what was written down, where they are no longer at that time. */
function rowsElsewhere(
  db: Database,
  rows: ReadonlyMap<string, RowOfDay>,
  deliveries: readonly {
    readonly row_id: string | null;
    readonly allocation_id: string;
    lesson_date: string;
    period: number;
  }[],
): Promise<Map<string, PlanRow>> {
  const ids = deliveries.flatMap((one) => {
    const there = rows.get(keyOf(one.allocation_id, one.lesson_date, one.period))?.row.id;
    return one.row_id === null || one.row_id === there ? [] : [one.row_id];
  });
  return rowsById(db, ids);
}

function described(db: Database, scope: Scope, right: 'read' | 'write') {
  return allocationsFor(db, scope, right)
    .innerJoin('class_stream', 'class_stream.id', 'allocation.class_id')
    .innerJoin('learning_area', 'learning_area.id', 'allocation.learning_area_id')
    .select(['allocation.id', 'class_stream.name as className', 'class_stream.grade'])
    .select('learning_area.name as learningArea');
}

/** Holidays and closures a day is in, of the district's newest calendar, also those of schools and grades. */
async function closures(db: Database, scope: Scope, date: string): Promise<Closure[]> {
  if (scope.homes.length === 0) return [];
  return db
    .selectFrom('day_rule')
    .innerJoin('calendar', 'calendar.id', 'day_rule.calendar_id')
    .select(['label', 'day_rule.school_id as schoolId', 'grade'])
    .where('calendar.district_id', 'in', scope.homes)
    .where('calendar.year', '=', Number(date.slice(0, 4)))
    .where((where) =>
      where.or([
        where('day_rule.school_id', 'is', null),
        scope.schools.length === 0 ? where.lit(false) : where('day_rule.school_id', 'in', [...scope.schools]),
      ]),
    )
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
    .execute();
}

type Closure = { readonly label: string; readonly schoolId: string | null; readonly grade: string | null };

/** What keeps a class of the school from being taught. */
function closureOf(all: readonly Closure[], { schoolId, grade }: { schoolId: string; grade: string }) {
  return all.find(
    (one) => (one.schoolId === null || one.schoolId === schoolId) && (one.grade === null || one.grade === grade),
  );
}
