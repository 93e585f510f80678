import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseExport } from '../../../../appliance/curriculum/import/parse-export.ts';
import type { ImportOptions, ImportResult } from '../../../../appliance/curriculum/import/types.ts';

type Read = Extract<ImportResult, { ok: true }>;

function read(value: unknown, options?: ImportOptions): Read {
  const result = parseExport(typeof value === 'string' ? value : JSON.stringify(value), options);
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result;
}

function refused(input: string | Uint8Array, options?: ImportOptions) {
  const result = parseExport(input, options);
  if (result.ok) throw new Error('it was read');
  return result.errors;
}

const head = { grade: 'Grade 6', subject: 'Crafts', lessonsPerWeek: 3, lessonMinutes: 35 };

function withSubStrand(subStrand: unknown): Read {
  return read({ ...head, strands: [{ name: 'Clay', number: '1.0', subStrands: [subStrand] }] });
}

const pots = { code: '1.1', title: 'Pots', lessons: 4, outcomes: [{ text: 'shape a pot' }, { text: 'fire a pot' }] };
const outcomes = ['shape a pot', 'fire a pot'];

describe('a curriculum file of the cloud TeachTrack', () => {
  test.each([
    [
      { strandId: '1.0', strandTitle: 'Clay' },
      { subStrandId: '1.1', subStrandTitle: 'Pots' },
    ],
    [
      { strandNumber: '1.0', strandName: 'Clay' },
      { subStrandNumber: '1.1', subStrandName: 'Pots' },
    ],
    [
      { strand_number: '1.0', strand_name: 'Clay' },
      { sub_strand_number: '1.1', sub_strand_name: 'Pots' },
    ],
    [
      { code: '1.0', strand: 'Clay' },
      { number: 1.1, 'Sub-strand': 'Pots' },
    ],
  ])('is read when its names are spelt %j', (strand, sub) => {
    for (const children of ['subStrands', 'sub_strands', 'Sub strands']) {
      for (const lessons of ['numberOfLessons', 'number_of_lessons', 'suggestedLessons']) {
        for (const list of ['specificLearningOutcomes', 'specific_learning_outcomes', 'outcomes']) {
          const file = { ...head, strands: [{ ...strand, [children]: [{ ...sub, [lessons]: 4, [list]: outcomes }] }] };
          const { curriculum, assumptions } = read(file);
          expect(curriculum.strands).toEqual([{ code: '1.0', title: 'Clay', subStrands: [pots] }]);
          expect(assumptions).toEqual([]);
        }
      }
    }
  });

  test('tells grade, subject and level in any spelling, and what it assumed of the lessons', () => {
    const strands = [{ name: 'Clay', subStrands: [{ name: 'Pots', lessons: 60, outcomes }] }];
    const { curriculum, assumptions, counts } = read({
      grade: 4,
      subjectName: 'Art',
      education_level: 'Primary',
      strands,
    });
    expect(curriculum).toMatchObject({ grade: 'Grade 4', learningArea: 'Art', educationLevel: 'Primary' });
    expect(curriculum).toMatchObject({ lessonsPerWeek: 2, lessonMinutes: 35 });
    expect(counts).toEqual({ strands: 1, subStrands: 1, outcomes: 2, lessons: 60 });
    expect(assumptions).toEqual([
      'A code is missing; one was made: /strands/0, /strands/0/subStrands/0.',
      '"4" was read as "Grade 4".',
      'The lessons a week are missing; 2 were assumed (60 in 30 weeks).',
      'The length of a lesson is missing; 35 minutes were assumed for Grade 4.',
    ]);
  });

  test('takes grade and subject from the options when the file does not name them', () => {
    const strands = [{ name: 'Clay', subStrands: [{ name: 'Pots', outcomes }] }];
    expect(refused(JSON.stringify({ strands })).map(({ problem }) => problem)).toEqual([
      'The file names no grade.',
      'The file names no subject.',
    ]);
    const { curriculum } = read({ strands }, { grade: 'Grade 8', learningArea: 'Art' });
    expect(curriculum).toMatchObject({ grade: 'Grade 8', learningArea: 'Art', lessonMinutes: 40 });
  });

  test('makes a sub-strand of every level below, with the outcomes of both', () => {
    const { curriculum, counts, assumptions } = withSubStrand({
      subStrandName: 'Pots',
      subStrandNumber: '1.1',
      numberOfLessons: 7,
      specificLearningOutcomes: ['name kinds of pots'],
      subSubStrands: [
        { subSubStrandName: 'Coil pots', subSubStrandNumber: '1.1.1', specificLearningOutcomes: ['roll coils'] },
        { sub_sub_strand_name: 'Pinch pots', sub_sub_strand_number: '1.1.2', outcomes: ['pinch a pot'] },
      ],
    });
    expect(curriculum.strands[0]?.subStrands).toEqual([
      { code: '1.1', title: 'Pots', lessons: 3, outcomes: [{ text: 'name kinds of pots' }] },
      { code: '1.1.1', title: 'Pots: Coil pots', lessons: 2, outcomes: [{ text: 'roll coils' }] },
      { code: '1.1.2', title: 'Pots: Pinch pots', lessons: 2, outcomes: [{ text: 'pinch a pot' }] },
    ]);
    expect(counts).toEqual({ strands: 1, subStrands: 3, outcomes: 3, lessons: 7 });
    expect(assumptions).toHaveLength(2);
  });

  test('reads outcomes as texts, lines, objects, lists in lists and groups by domain', () => {
    const { curriculum } = withSubStrand({
      name: 'Pots',
      lessons: 4,
      outcomes: [
        'a plain text',
        'a) a first line\nb) a second line',
        'a text broken\n  in two',
        [['nested'], { outcome: 'an object', id: 7, domain: 'Skill' }],
        { knowledge: ['know a thing'], attitudes: 'enjoy a thing' },
        { a: 'lettered' },
        null,
        '  ',
      ],
    });
    expect(curriculum.strands[0]?.subStrands[0]?.outcomes).toEqual([
      { text: 'a plain text' },
      { text: 'a first line' },
      { text: 'a second line' },
      { text: 'a text broken in two' },
      { text: 'nested' },
      { text: 'an object', domain: 'skill' },
      { text: 'know a thing', domain: 'knowledge' },
      { text: 'enjoy a thing', domain: 'attitude' },
      { text: 'lettered' },
    ]);
  });

  test('keeps experiences, questions, values and all other lists it knows', () => {
    const { curriculum, assumptions } = withSubStrand({
      ...{ code: '1.1', name: 'Pots', lessons: 4, outcomes, term: 'Term 2' },
      suggestedLearningExperiences: ['Roll clay.'],
      key_inquiry_questions: 'Why clay?',
      learningResources: ['Clay'],
      assessmentMethods: ['Project'],
      pcis: ['Safety'],
      coreCompetencies: { Creativity: 'shaping' },
      values: [{ name: 'Unity', description: 'sharing clay' }],
      linksToOtherSubjects: ['Science'],
    });
    expect(curriculum.strands[0]?.subStrands[0]).toEqual({
      ...pots,
      term: 2,
      experiences: ['Roll clay.'],
      inquiry: ['Why clay?'],
      resources: ['Clay'],
      assessment: ['Project'],
      issues: ['Safety'],
      competencies: ['Creativity: shaping'],
      values: ['Unity: sharing clay'],
      links: ['Science'],
    });
    expect(assumptions).toEqual([]);
  });

  test('says how it read lesson counts that are texts or missing', () => {
    const subStrands = [
      { number: '1.1', name: 'A', numberOfLessons: 'about 5 lessons', outcomes },
      { number: '1.2', name: 'B', numberOfLessons: '12', outcomes },
      { number: '1.3', name: 'C', outcomes },
      { number: '1.4', name: 'D', numberOfLessons: 'some', outcomes },
      { number: '1.5', name: 'E', numberOfLessons: null, number_of_lessons: 3, outcomes },
    ];
    const { curriculum, assumptions } = read({ ...head, strands: [{ number: '1.0', name: 'Clay', subStrands }] });
    expect(curriculum.strands[0]?.subStrands.map(({ lessons }) => lessons)).toEqual([5, 12, 2, 2, 3]);
    expect(assumptions).toEqual([
      '"about 5 lessons" was read as 5 lessons: /strands/0/subStrands/0.',
      'The number of lessons is missing; one for each outcome was assumed: /strands/0/subStrands/2, /strands/0/subStrands/3.',
      '"some" is no usable number of lessons: /strands/0/subStrands/3.',
    ]);
  });

  test('joins the rows of a flat table, finds its head aside, and takes objectives for outcomes', () => {
    const row = (sub_strand: string, objectives: string[]) => ({
      strand: 'Clay',
      sub_strand,
      no_of_periods: 4,
      objectives,
    });
    const { curriculum, assumptions } = read({
      metadata: { grade: { name: 'Grade 6' }, subject: 'Crafts', lessonsPerWeek: 3, lessonMinutes: 35 },
      strands: [row('Pots', outcomes), row('Bowls', ['turn\u0000 a \u0007bowl'])],
    });
    expect(curriculum).toMatchObject({ grade: 'Grade 6', learningArea: 'Crafts' });
    expect(curriculum.strands.map(({ title }) => title)).toEqual(['Clay']);
    expect(curriculum.strands[0]?.subStrands).toMatchObject([
      { title: 'Pots', lessons: 4, outcomes: pots.outcomes },
      { title: 'Bowls', lessons: 4, outcomes: [{ text: 'turn a bowl' }] },
    ]);
    expect(assumptions).toContain('Rows of the same strand were joined: /strands/0.');
  });

  test('makes codes that occur twice unique and says so', () => {
    const strand = (code: string, ...codes: string[]) => ({
      number: code,
      name: `Strand ${code}`,
      subStrands: codes.map((number) => ({ number, name: `Sub ${number}`, lessons: 1, outcomes })),
    });
    const { curriculum, assumptions } = read({ ...head, strands: [strand('1', 'x', 'x', 'x-2'), strand('1', 'x')] });
    expect(curriculum.strands.map(({ code }) => code)).toEqual(['1', '1-2']);
    const codes = curriculum.strands.flatMap(({ subStrands }) => subStrands.map(({ code }) => code));
    expect(codes).toEqual(['x', 'x-3', 'x-2', 'x-4']);
    expect(assumptions).toHaveLength(3);
  });

  test('lists texts under keys it does not know', () => {
    const { assumptions } = withSubStrand({ code: '1.1', name: 'Pots', lessons: 4, outcomes, remarks: ['Fire well'] });
    expect(assumptions).toEqual([
      '"remarks" is not known; its texts were not taken over: /strands/0/subStrands/0/remarks.',
    ]);
  });

  test.each([
    ['under a key it does not know', { name: 'Clay', chapters: [{ name: 'Pots', outcomes }] }],
    ['on the strand itself', { name: 'Clay', outcomes }],
    ['by their codes', { name: 'Clay', subStrands: { '1.1': { name: 'Pots', outcomes } } }],
    ['by their titles', { name: 'Clay', subStrands: { Pots: outcomes } }],
    ['in lists of lists', { name: 'Clay', subStrands: [[[{ name: 'Pots', outcomes }]]] }],
    [
      'in two spellings of one key',
      {
        name: 'Clay',
        sub_strands: [{ name: 'Pots', outcomes: [outcomes[0]] }],
        subStrands: [{ name: 'Cups', outcomes: [outcomes[1]] }],
      },
    ],
    ['as a row of a table', { strandName: 'Clay', subStrandName: 'Pots', outcomes }],
    ['below a title that is also a key', { Values: { subStrands: [{ name: 'Pots', outcomes }] }, name: 'Clay' }],
  ])('loses no outcome that stands %s', (_where, strand) => {
    const { curriculum } = read({ ...head, strands: [strand] });
    const found = curriculum.strands.flatMap(({ subStrands }) => subStrands.flatMap((one) => one.outcomes));
    expect(found.map(({ text }) => text)).toEqual(outcomes);
  });

  test.each([
    ['a wrapper', (file: unknown) => ({ data: { curriculum: file } })],
    ['a list of one', (file: unknown) => [file]],
    [
      'a wrapper with outcomes beside',
      (file: unknown) => ({ file, annex: [{ name: 'More', outcomes: ['a last one'] }] }),
    ],
  ])('is found in %s', (_what, wrap) => {
    const { counts, curriculum } = read(
      wrap({ ...head, strands: [{ name: 'Clay', subStrands: [{ name: 'Pots', outcomes }] }] }),
    );
    expect(counts.outcomes).toBe(JSON.stringify(wrap(0)).includes('a last one') ? 3 : 2);
    expect(curriculum).toMatchObject({ grade: 'Grade 6', learningArea: 'Crafts' });
  });

  test('keeps a key that occurs twice in one object', () => {
    const { counts } = read(
      '{"grade":"Grade 1","subject":"Art","strands":[{"name":"A","subStrands":[{"name":"B","outcomes":["one"],"outcomes":["two"]}]}]}',
    );
    expect(counts.outcomes).toBe(2);
  });

  test('takes names of the language for data', () => {
    const file = `{"grade":"Grade 1","subject":"Art","__proto__":{"polluted":"yes"},"strands":{"constructor":{"name":"A",
      "subStrands":[{"name":"B","__proto__":{"outcomes":["one"],"polluted":true},"prototype":"x"}]}}}`;
    const { counts } = read(file);
    expect(counts.outcomes).toBe(1);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  test('holds 500 sub-strands', () => {
    const subStrands = Array.from({ length: 500 }, (_, index) => ({ name: `Sub ${index}`, outcomes }));
    const { counts, assumptions } = read({ ...head, strands: [{ name: 'Clay', subStrands }] });
    expect(counts).toEqual({ strands: 1, subStrands: 500, outcomes: 1000, lessons: 1000 });
    expect(assumptions[0]).toMatch(/ and 493 more\.$/);
  });
});

describe('a file that cannot be read is refused with the reason and the place', () => {
  const sound = JSON.stringify({
    ...head,
    subject: 'Ubunifu é',
    strands: [{ name: 'A', subStrands: [{ name: 'B', outcomes }] }],
  });

  test.each([
    ['an empty file', '', 'The file is empty.'],
    ['a file of blanks', ' \n', 'The file is empty.'],
    ['a file with nothing but its mark', '\uFEFF', 'The file is empty.'],
    ['a file that was cut off', sound.slice(0, -5), 'cut off'],
    ['an object without strands', '{"grade": "Grade 1"}', 'no strands'],
    ['an empty list', '[]', 'no strands'],
    ['a list of numbers', '[1, 2]', 'no strands'],
    ['a text alone', '"text"', 'no strands'],
    ['an empty list of strands', '{"grade": "1", "subject": "Art", "strands": []}', 'no sub-strands'],
    ['a list of two curricula', `[${sound}, ${sound}]`, 'list of 2 curricula'],
    ['two curricula by name', `{"a": ${sound}, "b": ${sound}}`, 'several curricula'],
    ['a file nested without end', '{"a":'.repeat(100_000), 'more than 40 levels'],
  ])('%s', (_what, text, problem) => {
    expect(refused(text)[0]?.problem).toContain(problem);
    expect(refused(new TextEncoder().encode(text))[0]?.problem).toContain(problem);
  });

  test('50 MB are refused by their size, without being read', () => {
    expect(refused(new Uint8Array(50 * 1024 * 1024))[0]?.problem).toContain(
      'too large: 51200 KiB; 4096 KiB are allowed',
    );
  });

  test.each([
    ['strands', '{"code":"a","name":"b"}', (list: string) => list],
    ['sub-strands', '{"code":"a"}', (list: string) => `{"name":"A","subStrands":[${list}]}`],
    ['outcomes in one sub-strand', '"long"', (list: string) => `{"name":"A","outcomes":[${list}],"values":[${list}]}`],
    ['lists in a list', '[]', (list: string) => list],
    ['keys', '{"x":{"y":{"outcomes":[]}}}', (list: string) => `{"x":[${list}]}`],
    ['numbers for one count', '1', (list: string) => `{"name":"A","outcomes":["b"],"lessons":"${list}"}`],
  ])('more than a hundred thousand %s give an answer and no failure', (_what, item, around) => {
    const text = `{"grade":"Grade 1","subject":"Art","strands":[${around(Array(130_000).fill(item).join())}]}`;
    expect(parseExport(text)).toHaveProperty('ok');
  });

  test('a title or an outcome that the database cannot hold is refused instead of being cut', () => {
    const subStrands = [{ name: 'x'.repeat(301), outcomes: ['y'.repeat(2001)] }];
    const errors = refused(JSON.stringify({ ...head, strands: [{ name: 'A', subStrands }] }));
    expect(errors.map(({ place }) => place)).toEqual(['/strands/0/subStrands/0', '/strands/0/subStrands/0']);
    expect(errors[1]?.problem).toContain('2001 characters; 2000 are allowed');
  });

  test('UTF-16 is read and named, a mark of UTF-8 is no matter, Latin-1 is refused with its line', () => {
    const utf16 = Buffer.from(`\uFEFF${sound}`, 'utf16le');
    for (const bytes of [utf16, utf16.subarray(2), Buffer.from(utf16).swap16()]) {
      const result = parseExport(bytes);
      expect(result).toMatchObject({ ok: true, curriculum: { learningArea: 'Ubunifu é' } });
      expect(result.ok && result.assumptions[0]).toContain('UTF-16');
    }
    expect(parseExport(Buffer.from(`\uFEFF${sound}`))).toEqual(parseExport(sound));
    expect(refused(Buffer.from(`\n\n${sound}`, 'latin1'))[0]?.problem).toContain(
      'not UTF-8 (first wrong character on line 3)',
    );
    expect(refused(utf16.subarray(0, utf16.length - 1))[0]?.problem).toContain('damaged UTF-16');
  });

  test('characters that were lost earlier are pointed out', () => {
    expect(read(sound.replace('é', '\uFFFD')).assumptions[0]).toContain('were lost before this import');
  });
});

const examples = join(import.meta.dirname, '../../../../../shared/data/curriculum');

describe.skipIf(!existsSync(examples))('files that users exported', () => {
  const files = existsSync(examples) ? readdirSync(examples).filter((name) => name.endsWith('.json')) : [];

  test.each(files)('%s is read with every outcome and nothing but the lessons of a week assumed', (name) => {
    const text = readFileSync(join(examples, name), 'utf8');
    const { counts, assumptions, curriculum } = read(text);
    const lists = text.match(/"specific_?[Ll]earning_?[Oo]utcomes": \[[^\]]*\]/g) ?? [];
    const written = lists.reduce((sum, list) => sum + (list.match(/^\s*"(?!specific)/gm) ?? []).length, 0);
    expect(counts.outcomes).toBe(written);
    expect(counts.subStrands).toBe(lists.length);
    expect(assumptions).toHaveLength(2);
    expect([4, 5]).toContain(curriculum.lessonsPerWeek);
  });
});
