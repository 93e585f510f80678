import { describe, expect, test } from 'vitest';
import { expandSlots } from '../../../../../appliance/features/schemes/engine/slots.ts';
import type { LessonSlotInput, TermInput } from '../../../../../appliance/features/schemes/engine/types.ts';
import { terms2026 } from './terms-2026.ts';

const daily: LessonSlotInput[] = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, period: 1, units: 1 }));
const mixed: LessonSlotInput[] = [
  { weekday: 1, period: 2, units: 1 },
  { weekday: 2, period: 1, units: 2 },
  { weekday: 4, period: 3, units: 1 },
];
const ends: LessonSlotInput[] = [
  { weekday: 1, period: 1, units: 1 },
  { weekday: 5, period: 1, units: 1 },
];

function units(term: TermInput, lessons: readonly LessonSlotInput[]): number {
  return expandSlots(term, lessons).reduce((sum, slot) => sum + slot.units, 0);
}

describe('lessons that really take place in 2026', () => {
  test.each([
    ['every weekday', daily, [60, 64, 44]],
    ['Monday, double Tuesday, Thursday', mixed, [51, 54, 34]],
    ['Monday and Friday', ends, [23, 25, 18]],
  ])('%s', (_name, lessons, expected) => {
    expect(terms2026.map((term) => units(term, lessons))).toEqual(expected);
  });

  test('the weeks that lose lessons are the ones of the calendar', () => {
    const perWeek = terms2026.map((term) => {
      const counts = new Map<number, number>();
      for (const slot of expandSlots(term, daily)) counts.set(slot.week, (counts.get(slot.week) ?? 0) + 1);
      return Object.fromEntries([...counts].filter(([, count]) => count < 5));
    });
    expect(perWeek).toEqual([{ 8: 2, 11: 4, 13: 4 }, { 1: 4, 5: 4, 6: 4, 9: 2 }, { 9: 4 }]);
  });

  test('a term of one day has the lessons of that day', () => {
    const term = { year: 2026, number: 1, start: '2026-01-06', end: '2026-01-06', days: [] };
    expect(expandSlots(term, mixed)).toEqual([{ date: '2026-01-06', week: 1, period: 1, units: 2 }]);
  });
});
