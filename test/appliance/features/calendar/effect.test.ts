import { expect, test } from 'vitest';
import { effectOf } from '../../../../appliance/features/calendar/effect.ts';

const terms = [
  { number: 1, start: '2026-01-05', end: '2026-04-02' },
  { number: 2, start: '2026-04-27', end: '2026-07-31' },
];
const holiday = (from: string, label = 'Idd', grade: string | null = null) => ({ from, to: from, label, grade });

test('counts the school days a change takes, and only the schemes of terms that change', () => {
  const before = { terms, days: [holiday('2026-03-20')] };
  const after = { terms, days: [holiday('2026-03-20'), holiday('2026-03-23', 'Idd, second day')] };
  expect(
    effectOf(
      before,
      after,
      new Map([
        [1, 12],
        [2, 9],
      ]),
    ),
  ).toEqual({
    terms: [
      { number: 1, schoolDaysBefore: 63, schoolDaysAfter: 62, schemes: 12, changed: true },
      { number: 2, schoolDaysBefore: 70, schoolDaysAfter: 70, schemes: 9, changed: false },
    ],
    outside: [],
  });
});

test('a day at the weekend or of one grade takes no school day, and one outside all terms is named', () => {
  const before = { terms, days: [] };
  const after = {
    terms,
    days: [holiday('2026-03-21'), holiday('2026-03-24', 'Trip', 'Grade 4'), holiday('2026-12-25', 'Christmas')],
  };
  const { terms: shown, outside } = effectOf(before, after, new Map());
  expect(shown[0]).toMatchObject({ schoolDaysBefore: 64, schoolDaysAfter: 64, changed: true });
  expect([shown[1]?.changed, outside]).toEqual([false, ['Christmas']]);
});

test('a term of one day, a new one and one that goes are all told', () => {
  const oneDay = [
    { number: 1, start: '2026-01-05', end: '2026-01-05' },
    { number: 3, start: '2026-08-24', end: '2026-08-28' },
  ];
  const shown = effectOf({ terms, days: [] }, { terms: oneDay, days: [] }, new Map()).terms;
  expect(shown.map(({ number, schoolDaysAfter }) => [number, schoolDaysAfter])).toEqual([
    [1, 1],
    [2, 0],
    [3, 5],
  ]);
});
