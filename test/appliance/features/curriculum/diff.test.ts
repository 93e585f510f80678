import { expect, test } from 'vitest';
import { type Comparable, diffOf } from '../../../../appliance/features/curriculum/diff.ts';

function tree(...subStrands: [code: string, title: string, lessons: number, ...outcomes: string[]][]): Comparable {
  return {
    strands: [
      {
        title: 'Clay',
        subStrands: subStrands.map(([code, title, suggestedLessons, ...outcomes]) => ({
          code,
          title,
          suggestedLessons,
          term: null,
          outcomes: outcomes.map((text) => ({ text })),
          hints: [],
        })),
      },
    ],
  };
}

test('equal trees differ in nothing', () => {
  const one = tree(['1.1', 'Pots', 4, 'shape a pot'], ['1.2', 'Bowls', 2, 'turn a bowl']);
  expect(diffOf(one, one)).toEqual({ added: [], removed: [], changed: [], reordered: false, same: 2 });
});

test('says what came, went and changed, field by field and outcome by outcome', () => {
  const before = tree(['1.1', 'Pots', 4, 'shape a pot', 'fire a pot'], ['1.2', 'Bowls', 2, 'turn a bowl']);
  const after = tree(['1.1', 'Pots', 6, 'fire a pot', 'glaze a pot'], ['1.3', 'Tiles', 1, 'press a tile']);
  expect(diffOf(before, after)).toEqual({
    added: [{ code: '1.3', title: 'Tiles' }],
    removed: [{ code: '1.2', title: 'Bowls' }],
    changed: [
      {
        code: '1.1',
        title: 'Pots',
        fields: [{ field: 'lessons', from: '4', to: '6' }],
        outcomesAdded: ['glaze a pot'],
        outcomesRemoved: ['shape a pot'],
        hintsAdded: 0,
        hintsRemoved: 0,
      },
    ],
    reordered: false,
    same: 0,
  });
});

test('a sub-strand is known again by its title when its code changed, and another order is told', () => {
  const before = tree(['1.1', 'Pots', 4, 'shape a pot'], ['1.2', 'Bowls', 2, 'turn a bowl']);
  const after = tree(['1.2', 'Bowls', 2, 'turn a bowl'], ['1.5', 'POTS', 4, 'shape a pot']);
  const { added, removed, changed, reordered } = diffOf(before, after);
  expect([added, removed, reordered]).toEqual([[], [], true]);
  expect(changed[0]?.fields.map(({ field }) => field)).toEqual(['code', 'title']);
});

test('outcomes in another order are a change, and the same outcome twice counts twice', () => {
  const before = tree(['1.1', 'Pots', 4, 'a b', 'c d']);
  expect(diffOf(before, tree(['1.1', 'Pots', 4, 'c d', 'a b'])).same).toBe(0);
  expect(diffOf(before, tree(['1.1', 'Pots', 4, 'a b', 'c d', 'c d'])).changed[0]?.outcomesAdded).toEqual(['c d']);
});
