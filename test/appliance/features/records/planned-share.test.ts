import { expect, test } from 'vitest';
import { shareOf } from '../../../../appliance/features/records/planned-share.ts';

const node = (id: string, suggestedLessons: number, outcomes: number, termHint: number | null = null) => ({
  ...{ id, suggestedLessons, outcomes, termHint },
});

test('an outcome weighs what its sub-strand is worth in lessons', () => {
  const nodes = [node('a', 9, 3), node('b', 1, 1)];
  expect(shareOf(nodes, new Map([['a', 3]]), 1)).toBe(90);
  expect(
    shareOf(
      nodes,
      new Map([
        ['a', 1],
        ['b', 1],
      ]),
      1,
    ),
  ).toBe(40);
});

test('what the curriculum means for other terms does not count, unless it means nothing for this one', () => {
  const nodes = [node('a', 5, 2, 1), node('b', 5, 2, 2)];
  expect(shareOf(nodes, new Map([['a', 2]]), 1)).toBe(100);
  expect(shareOf(nodes, new Map([['a', 2]]), 3)).toBe(50);
});

test('more than there is does not count, nor does a curriculum of nothing', () => {
  expect(shareOf([node('a', 0, 2)], new Map([['a', 7]]), 1)).toBe(100);
  expect(shareOf([node('a', 4, 0)], new Map(), 1)).toBe(0);
  expect(shareOf([], new Map(), 1)).toBe(0);
});
