import fc from 'fast-check';
import { expect, test } from 'vitest';
import { calendarOf } from '../../../appliance/seed/calendar.ts';

test('2026 is as the circular was reported', () => {
  const { terms, status } = calendarOf(2026);
  expect(status).toBe('published');
  expect(terms.map(({ start, end }) => `${start} ${end}`)).toEqual([
    '2026-01-05 2026-04-02',
    '2026-04-27 2026-07-31',
    '2026-08-24 2026-10-23',
  ]);
});

test('any other year has three terms from a Monday to a Friday, apart from each other and within the year', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2027, max: 2100 }), (year) => {
      const { terms, days, status } = calendarOf(year);
      expect(status).toBe('default');
      const weekday = (date: string) => new Date(`${date}T00:00:00Z`).getUTCDay();
      let before = `${year}-01-01`;
      for (const { start, end } of terms) {
        expect([weekday(start), weekday(end)]).toEqual([1, 5]);
        expect(start > before).toBe(true);
        before = end;
      }
      expect(before < `${year}-12-31`).toBe(true);
      for (const day of days) expect(day.from.startsWith(`${year}-`)).toBe(true);
    }),
  );
});
