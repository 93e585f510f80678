import type { Clash, TimetableLesson } from './schema.ts';

/** Every period in which a teacher or a class has two lessons, in order of the week. */
export function clashesOf(lessons: readonly TimetableLesson[]): Clash[] {
  const places = lessons.flatMap((lesson) =>
    Array.from({ length: lesson.units }, (_, unit) => ({
      lesson,
      weekday: lesson.weekday,
      period: lesson.period + unit,
    })),
  );
  return [
    ...twice(places, 'teacher-twice', ({ teacher }) => teacher.id),
    ...twice(places, 'class-twice', (lesson) => lesson.class.id),
  ].sort((a, b) => a.weekday - b.weekday || a.period - b.period || a.kind.localeCompare(b.kind));
}

type Place = { readonly lesson: TimetableLesson; readonly weekday: number; readonly period: number };

function twice(places: readonly Place[], kind: Clash['kind'], who: (lesson: TimetableLesson) => string): Clash[] {
  const groups = Map.groupBy(places, ({ lesson, weekday, period }) => `${who(lesson)} ${weekday} ${period}`);
  return [...groups.values()].flatMap((group) => {
    const [first, second] = group;
    if (first === undefined || second === undefined) return [];
    return [{ kind, weekday: first.weekday, period: first.period, lessons: group.map(({ lesson }) => lesson) }];
  });
}
