import { expect, test } from 'vitest';
import { monthsOf } from '../../../../appliance/web/site/calendar/months.ts';
import { breaksOf, dayOf } from '../../../../appliance/web/site/timetable/day.ts';
import { lessonsAt, periodsOf, pressed, weekdaysOf } from '../../../../appliance/web/site/timetable/week.ts';

const place = { weekday: 1, period: 2 };

test('pressing a place enters a single lesson, then a double one, then none', () => {
  const single = pressed([], place, 'maths');
  expect(single).toEqual([{ allocationId: 'maths', ...place, units: 1 }]);
  const double = pressed(single, place, 'maths');
  expect(double).toEqual([{ allocationId: 'maths', ...place, units: 2 }]);
  expect(pressed(double, place, 'maths')).toEqual([]);
  expect(pressed(double, { weekday: 1, period: 3 }, 'maths')).toEqual([]);
});

test('something else in a place takes it, and the last lesson of a day cannot be double', () => {
  const double = [{ allocationId: 'maths', ...place, units: 2 }];
  const other = pressed(double, { weekday: 1, period: 3 }, 'english');
  expect(other).toEqual([{ allocationId: 'english', weekday: 1, period: 3, units: 1 }]);
  const last = [{ allocationId: 'maths', weekday: 1, period: 16, units: 1 }];
  expect(pressed(last, { weekday: 1, period: 16 }, 'maths')).toEqual([]);
});

test('the second half of a double lesson lies in the place below', () => {
  const double = [{ allocationId: 'maths', ...place, units: 2 }];
  expect(lessonsAt(double, 1, 3).map(({ isHalf }) => isHalf)).toEqual([true]);
  expect(lessonsAt(double, 1, 4)).toEqual([]);
  expect(weekdaysOf([{ allocationId: 'a', weekday: 6, period: 1, units: 1 }])).toHaveLength(6);
  expect(periodsOf([], 'Grade 4', [{ allocationId: 'a', weekday: 1, period: 9, units: 2 }])).toHaveLength(10);
});

test('the times of a day follow from its beginning, the length of a lesson and the breaks', () => {
  const breaks = breaksOf('2: 20, 4=30;');
  const day = dayOf({ start: '08:20', minutes: 35, count: 5, breaks: breaks ?? new Map() });
  expect(day.map(({ start }) => start)).toEqual(['08:20', '08:55', '09:50', '10:25', '11:30']);
  expect([breaksOf(''), breaksOf('after two')]).toEqual([new Map(), undefined]);
  expect(dayOf({ start: '23:30', minutes: 40, count: 3, breaks: new Map() })).toHaveLength(1);
});

test('every day of the year is a school day, a free one, one that is not sure, or none', () => {
  const months = monthsOf({
    year: 2026,
    terms: [{ id: 'x', number: 1, start: '2026-01-05', end: '2026-04-02' }],
    days: [
      {
        from: '2026-03-20',
        to: '2026-03-20',
        kind: 'holiday',
        status: 'tentative',
        label: 'Idd',
        grade: null,
        ofSchool: false,
      },
      {
        from: '2026-02-25',
        to: '2026-03-01',
        kind: 'half-term',
        status: 'confirmed',
        label: 'Break',
        grade: null,
        ofSchool: false,
      },
    ],
  });
  expect(months.reduce((sum, { days }) => sum + days.length, 0)).toBe(365);
  expect(months.map(({ blanks }) => blanks).slice(0, 3)).toEqual([3, 6, 6]);
  const looks = months.flatMap(({ days }) => days.map(({ look }) => look));
  const count = (wanted: string) => looks.filter((look) => look === wanted).length;
  expect([count('term'), count('free'), count('tentative')]).toEqual([60, 3, 1]);
  expect(months[2]?.days[19]).toEqual({ day: 20, look: 'tentative', label: 'Idd' });
});
