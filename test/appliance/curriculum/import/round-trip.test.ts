import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseExport } from '../../../../appliance/curriculum/import/parse-export.ts';

type Leaf = { title: string; outcomes: string[]; lessons: number | undefined; style: number };
type Tree = { title: string; subs: { title: string; below: Leaf[]; own: Leaf }[] }[];

const title = fc.stringMatching(/^[A-Z][a-z]{2,12}( [a-z]{1,8}){0,3}$/);
const outcome = fc.stringMatching(/^[a-z]{3,10} [a-zéŋ,;:(){}/'"-]{1,20} [a-z]{3,9}$/);
const leaf: fc.Arbitrary<Leaf> = fc.record({
  title,
  outcomes: fc.array(outcome, { maxLength: 6 }),
  lessons: fc.option(fc.integer({ min: 1, max: 40 }), { nil: undefined }),
  style: fc.nat(1_000_000),
});
const tree: fc.Arbitrary<Tree> = fc.array(
  fc.record({
    title,
    subs: fc.array(fc.record({ title, own: leaf, below: fc.array(leaf, { maxLength: 3 }) }), {
      minLength: 1,
      maxLength: 5,
    }),
  }),
  { minLength: 1, maxLength: 5 },
);

const from = <T>(style: number, choices: readonly T[]): T => {
  const chosen = choices[style % choices.length];
  if (chosen === undefined) throw new Error('nothing to choose from');
  return chosen;
};

/** One way to write the outcomes of a node. */
function packed({ outcomes, style }: Leaf): unknown {
  const half = Math.floor(outcomes.length / 2);
  return from(style >> 2, [
    outcomes,
    outcomes.map((text, index) => ({ id: index, outcome: text })),
    [outcomes.slice(0, half), [outcomes.slice(half)]],
    Object.fromEntries(outcomes.map((text, index) => [`outcome${index}`, text])),
    { knowledge: outcomes.slice(0, half), skills: outcomes.slice(half) },
    outcomes.map((text, index) => (index % 2 === 0 ? text : { description: text, type: 'skill' })),
    outcomes.join('\n'),
  ]);
}

function written(node: Leaf, prefix: 'sub' | 'subSub'): Record<string, unknown> {
  const { style } = node;
  const snake = prefix === 'sub' ? 'sub_strand' : 'sub_sub_strand';
  return {
    [from(style, [`${prefix}StrandName`, `${prefix}StrandTitle`, `${snake}_name`, 'title'])]: node.title,
    [from(style >> 3, ['specificLearningOutcomes', 'specific_learning_outcomes', 'learningOutcomes'])]: packed(node),
    ...(node.lessons === undefined
      ? {}
      : {
          [from(style >> 4, ['numberOfLessons', 'number_of_lessons', 'suggestedLessons'])]: from(style >> 5, [
            node.lessons,
            `${node.lessons}`,
            `about ${node.lessons} lessons`,
          ]),
        }),
  };
}

function file(strands: Tree): unknown {
  return {
    subjectName: 'Crafts',
    grade: 'Grade 5',
    strands: strands.map((strand) => ({
      strand_name: strand.title,
      ...Object.fromEntries(
        ['subStrands', 'sub_strands'].map((key, half) => [
          key,
          strand.subs
            .filter((_, index) => index % 2 === half)
            .map((sub) => ({
              ...written({ ...sub.own, title: sub.title }, 'sub'),
              ...(sub.below.length === 0 ? {} : { subSubStrands: sub.below.map((one) => written(one, 'subSub')) }),
            })),
        ]),
      ),
    })),
  };
}

test('a curriculum in random spellings is read back with every sub-strand and every outcome', () => {
  fc.assert(
    fc.property(tree, (strands) => {
      const result = parseExport(JSON.stringify(file(strands)));
      if (!result.ok) throw new Error(JSON.stringify(result.errors));
      const wanted = strands.map((strand) =>
        strand.subs.flatMap((sub) => [...sub.own.outcomes, ...sub.below.flatMap((one) => one.outcomes)]).toSorted(),
      );
      const read = result.curriculum.strands.map((strand) =>
        strand.subStrands.flatMap((sub) => sub.outcomes.map(({ text }) => text)).toSorted(),
      );
      expect(read).toEqual(wanted);
      const titles = result.curriculum.strands
        .flatMap((strand) => strand.subStrands.map((sub) => sub.title))
        .join('\n');
      for (const sub of strands.flatMap((strand) => strand.subs)) {
        for (const one of [sub, ...sub.below]) expect(titles).toContain(one.title);
      }
      const codes = result.curriculum.strands.flatMap((strand) => strand.subStrands.map((sub) => sub.code));
      expect(new Set(codes).size).toBe(codes.length);
      expect(result.counts.lessons).toBeGreaterThanOrEqual(codes.length);
    }),
    { numRuns: 200 },
  );
});

test('whatever JSON is given, the answer is a curriculum or a reason, and nothing is thrown', () => {
  const key = fc.constantFrom(
    'strands',
    'subStrands',
    'outcomes',
    'name',
    'lessons',
    'grade',
    'subject',
    'values',
    'x',
  );
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 6 },
      fc.constantFrom(null, true, 3, '', 'text', 'two\nlines'),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(key, tie('value'), { maxKeys: 5 }),
    ),
  }));
  fc.assert(
    fc.property(value, (document) => {
      const result = parseExport(JSON.stringify(document), { grade: 'Grade 1', learningArea: 'Art' });
      if (result.ok) expect(result.counts.subStrands).toBeGreaterThan(0);
      else expect(result.errors.length).toBeGreaterThan(0);
    }),
    { numRuns: 500 },
  );
});
