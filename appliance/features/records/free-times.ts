import type { Database } from '../../database/connect.ts';
import { holdClass, holdPerson, visibleAllocations } from '../../database/scoped.ts';
import { today as dayHere } from '../../today.ts';
import type { Scope } from '../common/scope.ts';
import type { At } from '../schemes/engine/reflow.ts';
import type { TermInput } from '../schemes/engine/types.ts';
import type { Period } from '../timetable/schema.ts';
import { rowsOfDays } from './lessons.ts';
import type { WaysAnswer } from './schema.ts';

/** Days ahead in which times to make up for a lesson are looked for, and how many are shown. */
const aheadDays = 14;
const mostFree = 12;
const dayMs = 86_400_000;

/** The lesson to be made up for: of which class, how many periods it takes, and the term it stays in. */
export type Wanted = { readonly classId: string; readonly units: number; readonly term: TermInput };

/** Times of the coming days of the term at which neither the class nor the caller has a lesson. Two queries. */
export async function freeTimes(
  db: Database,
  scope: Scope,
  wanted: Wanted,
  periods: readonly Period[],
): Promise<WaysAnswer['free']> {
  const dates = Array.from({ length: aheadDays }, (_, day) => dayAfter(dayHere(), day + 1));
  const { isFree, last } = await timesTaken(db, scope, wanted, { from: dates[0] ?? '', to: dates.at(-1) ?? '' });
  const starts = new Map(periods.map(({ period, start }) => [period, start]));
  return dates
    .flatMap((date) => Array.from({ length: last - wanted.units + 1 }, (_, before) => ({ date, period: before + 1 })))
    .filter(isFree)
    .slice(0, mostFree)
    .map((at) => ({ ...at, start: starts.get(at.period) ?? null }));
}

/** Whether a lesson may be made up for at a time, for who holds it. Two queries. */
export async function isFreeTime(db: Database, scope: Scope, wanted: Wanted, at: At): Promise<boolean> {
  const { isFree } = await timesTaken(db, scope, wanted, { from: at.date, to: at.date });
  return isFree(at);
}

/** Until the transaction ends nobody else gives the class or the caller a lesson at a free time. */
export async function holdTimes(transaction: Database, scope: Scope, classId: string): Promise<void> {
  await holdClass(transaction, classId);
  await holdPerson(transaction, scope.userId);
}

type Days = { readonly from: string; readonly to: string };

/** What the timetable has each week, and schemes of work on the days: of the class, and of the caller elsewhere. */
async function timesTaken(db: Database, scope: Scope, { classId, units, term }: Wanted, { from, to }: Days) {
  const today = dayHere();
  const lessons = await visibleAllocations(db, scope)
    .leftJoin('timetable_slot', (join) =>
      join
        .onRef('timetable_slot.allocation_id', '=', 'allocation.id')
        .on('timetable_slot.valid_from', '<=', today)
        .on((on) => on.or([on('timetable_slot.valid_to', 'is', null), on('timetable_slot.valid_to', '>=', today)])),
    )
    .select(['allocation.id', 'weekday', 'period', 'units'])
    .where((where) => where.or([where('allocation.user_id', '=', scope.userId), where('class_id', '=', classId)]))
    .where((where) => where.or([where('allocation.valid_to', 'is', null), where('allocation.valid_to', '>=', today)]))
    .execute();
  const ids = [...new Set(lessons.map(({ id }) => id))];
  const ofSchemes = [...(await rowsOfDays(db, ids, from, to)).values()];
  const ofWeek = lessons.flatMap(({ weekday, period, units: long }) =>
    weekday === null || period === null ? [] : periodsOf(period, long ?? 1).map((one) => ({ weekday, period: one })),
  );
  const busy = new Set([
    ...ofWeek.map((one) => `${one.weekday} ${one.period}`),
    ...ofSchemes.flatMap((one) => periodsOf(one.period, one.units).map((period) => `${one.date} ${period}`)),
  ]);
  return {
    last: Math.max(8, ...ofWeek.map(({ period }) => period)),
    isFree({ date, period }: At): boolean {
      const weekday = new Date(date).getUTCDay();
      return (
        isOpen(term, date) &&
        periodsOf(period, units).every((one) => !busy.has(`${weekday} ${one}`) && !busy.has(`${date} ${one}`))
      );
    },
  };
}

function isOpen({ start, end, days }: TermInput, date: string): boolean {
  const weekday = new Date(date).getUTCDay();
  const isWithin = start <= date && date <= end && weekday !== 0 && weekday !== 6;
  return isWithin && !days.some(({ from, to }) => from <= date && date <= to);
}

function periodsOf(period: number, units: number): number[] {
  return Array.from({ length: units }, (_, unit) => period + unit);
}

function dayAfter(date: string, days: number): string {
  return new Date(Date.parse(date) + days * dayMs).toISOString().slice(0, 10);
}
