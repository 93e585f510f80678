import { expect, test } from 'vitest';
import { lessonCount } from '../../../../appliance/curriculum/import/lesson-count.ts';

test.each([
  [{ number: '12' }, { lessons: 12, exact: true }],
  ['12', { lessons: 12, exact: true }],
  [' 7 ', { lessons: 7, exact: true }],
  ['about 5 lessons', { lessons: 5, exact: false }],
  ['5-6', { lessons: 6, exact: false }],
  ['5 to 8 lessons', { lessons: 8, exact: false }],
  ['five lessons', { lessons: 5, exact: false }],
  [{ number: '4.6' }, { lessons: 5, exact: false }],
  [{ number: '1e1' }, { lessons: 10, exact: false }],
] as const)('reads %j', (written, wanted) => {
  expect(lessonCount(written)).toEqual(wanted);
});

test.each([[''], ['to be decided'], [{ number: '0' }], [{ number: '-3' }], ['9999'], [null], [true], [[]]])(
  'finds no number of lessons in %j',
  (written) => {
    expect(lessonCount(written)).toBeUndefined();
  },
);
