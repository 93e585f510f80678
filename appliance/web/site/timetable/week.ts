import type { DayTimes, TimetableLesson } from '../../../features/timetable/schema.ts';

export type GridLesson = Pick<TimetableLesson, 'allocationId' | 'weekday' | 'period' | 'units'>;

/** Monday to Friday, and the days at the weekend that have a lesson. */
export function weekdaysOf(lessons: readonly GridLesson[]): number[] {
  const last = Math.max(5, ...lessons.map(({ weekday }) => weekday));
  return Array.from({ length: last }, (_, index) => index + 1);
}

/** As many lessons of the day as have a time or are taught; at least eight. */
export function periodsOf(
  times: readonly DayTimes[],
  grade: string | undefined,
  lessons: readonly GridLesson[],
): { readonly period: number; readonly start: string | null }[] {
  const own = (times.find((one) => one.grade === grade) ?? times.find((one) => one.grade === ''))?.periods ?? [];
  const least = own.length > 0 ? Math.max(...own.map(({ period }) => period)) : 8;
  const last = Math.max(least, ...lessons.map(({ period, units }) => period + units - 1));
  return Array.from({ length: last }, (_, index) => ({
    period: index + 1,
    start: own.find(({ period }) => period === index + 1)?.start ?? null,
  }));
}

/** The lessons that lie in a place, whose second halves are marked. */
export function lessonsAt<Lesson extends GridLesson>(
  lessons: readonly Lesson[],
  weekday: number,
  period: number,
): { readonly lesson: Lesson; readonly isHalf: boolean }[] {
  return lessons
    .filter((one) => one.weekday === weekday && one.period <= period && period < one.period + one.units)
    .map((lesson) => ({ lesson, isHalf: lesson.period < period }));
}

/** What pressing a place with something to enter does: nothing, single, double and nothing again. */
export function pressed(
  lessons: readonly GridLesson[],
  { weekday, period }: { readonly weekday: number; readonly period: number },
  allocationId: string,
): GridLesson[] {
  const here = lessonsAt(lessons, weekday, period);
  const own = here.find(({ lesson }) => lesson.allocationId === allocationId);
  if (own === undefined) {
    const rest = lessons.filter((one) => !here.some(({ lesson }) => lesson === one));
    return [...rest, { allocationId, weekday, period, units: 1 }];
  }
  const rest = lessons.filter((one) => one !== own.lesson);
  const isSingle = own.lesson.units === 1 && !own.isHalf && period < 16;
  return isSingle ? [...rest, { ...own.lesson, units: 2 }] : rest;
}
