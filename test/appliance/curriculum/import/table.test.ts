import { expect, test } from 'vitest';
import { parseTable } from '../../../../appliance/curriculum/import/table.ts';
import { csvOf } from '../../../../appliance/spreadsheet/csv.ts';

const options = { grade: 'Grade 6', learningArea: 'Crafts' };
const table = (...rows: string[][]) => parseTable(Buffer.from(csvOf(rows)), options);
const head = ['Strand', 'Sub-strand', 'Lessons', 'Learning outcomes', 'Key inquiry questions'];

test('a line for each outcome: empty cells go on with the line above', async () => {
  const read = await table(
    head,
    ['Clay', 'Pots', '4', 'shape a pot', 'Why does clay crack?'],
    ['', '', '', 'fire a pot', ''],
    ['', 'Bowls', '2 lessons', 'turn a bowl\nglaze a bowl', ''],
    ['', '', '', '', ''],
    ['Wood', 'Spoons', '3', '=carve "a" spoon; then sand it', ''],
  );
  if (!read.ok) throw new Error(JSON.stringify(read.errors));
  expect(read.counts).toEqual({ strands: 2, subStrands: 3, outcomes: 5, lessons: 9 });
  expect(read.curriculum.strands).toMatchObject([
    {
      title: 'Clay',
      subStrands: [
        { title: 'Pots', lessons: 4, inquiry: ['Why does clay crack?'] },
        { title: 'Bowls', lessons: 2, outcomes: [{ text: 'turn a bowl' }, { text: 'glaze a bowl' }] },
      ],
    },
    { title: 'Wood', subStrands: [{ outcomes: [{ text: '=carve "a" spoon; then sand it' }] }] },
  ]);
  expect(read.assumptions).toContain('"2 lessons" was read as 2 lessons: row 4.');
});

test('grade, subject and codes may be columns, in any spelling; a column that says nothing is named', async () => {
  const read = await parseTable(
    Buffer.from(
      'Grade;Subject;strand_number;strand_name;subStrandNumber;subStrandName;numberOfLessons;Term;specific_learning_outcomes;Colour\n4;Art;1.0;Clay;1.1;Pots;4;2;shape a pot;red\n4;Art;1.0;Clay;1.2;Bowls;;;turn a bowl;\n',
    ),
    {},
  );
  if (!read.ok) throw new Error(JSON.stringify(read.errors));
  expect(read.curriculum).toMatchObject({ grade: 'Grade 4', learningArea: 'Art' });
  expect(read.curriculum.strands).toMatchObject([
    {
      code: '1.0',
      subStrands: [
        { code: '1.1', lessons: 4, term: 2 },
        { code: '1.2', lessons: 1 },
      ],
    },
  ]);
  expect(read.assumptions).toEqual(
    expect.arrayContaining([
      'The column "Colour" is not known; its texts were not taken over.',
      'The number of lessons is missing; one for each outcome was assumed: row 3.',
    ]),
  );
});

test.each([
  ['without outcomes', [['Strand', 'Sub-strand']], 'row 1', 'no column for the learning outcomes'],
  ['with two columns of strands', [[...head, 'Theme']], 'row 1', 'two columns for the strand'],
  ['whose first row has no strand', [head, ['', 'Pots', '4', 'shape a pot', '']], 'row 2', 'no strand'],
  ['with outcomes before a sub-strand', [head, ['Clay', '', '', 'shape a pot', '']], 'row 2', 'no sub-strand'],
  [
    'that contradicts itself',
    [head, ['Clay', 'Pots', '4', 'shape a pot', ''], ['Clay', 'Pots', '5', 'fire a pot', '']],
    'row 3',
    '4 lessons above and 5 here',
  ],
  ['with a text that is too long', [head, ['Clay', 'Pots', '4', 'x'.repeat(2001), '']], 'row 2', '2001 characters'],
  ['of nothing', [['']], '', 'no rows'],
])('a table %s is refused with the row', async (_name, rows, place, problem) => {
  const refused = await table(...rows);
  if (refused.ok) throw new Error('it was read');
  expect(refused.errors[0]?.place).toBe(place);
  expect(refused.errors[0]?.problem).toContain(problem);
});

test('two learning areas in one table, a zip of something else and a PDF are refused in words', async () => {
  const two = await parseTable(
    Buffer.from('grade,strand,sub strand,outcomes\n4,A,B,do this\n5,A,B,do that\n'),
    options,
  );
  expect(two).toMatchObject({ ok: false, errors: [{ place: 'row 3' }] });
  expect(await parseTable(Buffer.from('PK\u0003\u0004 no sheet'), options)).toMatchObject({ ok: false });
  expect(await parseTable(Buffer.from('%PDF-1.7'), options)).toMatchObject({
    ok: false,
    errors: [{ problem: expect.stringContaining('PDF') }],
  });
});
