import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { sampleCurriculum } from '../../../appliance/curriculum/sample/index.ts';
import type { CurriculumFile } from '../../../appliance/curriculum/types.ts';
import { generateScheme } from '../../../appliance/features/schemes/engine/index.ts';
import type { HintInput, LessonRow, SchemeInput } from '../../../appliance/features/schemes/engine/types.ts';
import { terms2026 } from '../features/schemes/engine/terms-2026.ts';

const text = z
  .string()
  .min(2)
  .refine((one) => one === one.trim(), 'has spaces around it');
const sentence = text.regex(/^[A-Z].*\.$/);
const question = text.regex(/^[A-Z].*\?$/);
const thing = text.regex(/^[A-Z].*[^.;,]$/);
const code = z.string().regex(/^\d+\.\d+$/);

const fileSchema = z.strictObject({
  curriculum: z.strictObject({
    key: z.literal('teachtrack-sample'),
    version: z.literal('2026.1'),
    name: z.literal('TeachTrack sample curriculum'),
    language: z.literal('en'),
  }),
  grade: z.string().regex(/^Grade [1-9]$/),
  learningArea: text,
  lessonsPerWeek: z.int().min(1).max(8),
  lessonMinutes: z.union([z.literal(35), z.literal(40)]),
  strands: z
    .array(
      z.strictObject({
        code,
        title: thing,
        subStrands: z
          .array(
            z.strictObject({
              code,
              title: thing.max(45),
              lessons: z.int().min(6).max(20),
              term: z.int().min(1).max(3),
              outcomes: z
                .array(
                  z.strictObject({
                    text: text.regex(/^[a-z]+,? .*[^.;,]$/),
                    domain: z.enum(['knowledge', 'skill', 'attitude']),
                  }),
                )
                .min(3)
                .max(5),
              inquiry: z.array(question).min(1).max(3),
              experiences: z.array(sentence).min(2).max(4),
              resources: z.array(thing).min(1),
              assessment: z.array(thing).min(1),
              issues: z.array(thing).optional(),
            }),
          )
          .min(1),
      }),
    )
    .min(3)
    .max(4),
});

/** Every verb an outcome of the sample begins with: a new one is added here by hand, in the base form. */
const verbs = new Set(
  `acknowledge act add answer appreciate arrange ask calculate care carry change check choose classify collect compare compose
  construct continue convert correct create define demonstrate describe design desire develop discuss distinguish divide
  draw embrace enjoy estimate evaluate explain find follow form give hold identify improve interpret introduce
  investigate join judge list listen make mark measure model multiply name observe order outline perform plan predict
  prepare promote pronounce read recite recognise record respect retell revise round scan search separate set show simplify
  solve sort spell state subtract summarise take talk tell test turn type use value weigh work write`.split(/\s+/),
);

const named = sampleCurriculum.map((file) => [`${file.grade} ${file.learningArea}`, file] as const);

describe.each(named)('the sample for %s', (_name, file) => {
  const subStrands = file.strands.flatMap((strand) => strand.subStrands);
  const outcomes = subStrands.flatMap((one) => one.outcomes);

  test('is complete and well written in form', () => {
    expect(fileSchema.safeParse(file).error?.issues).toBeUndefined();
    expect(subStrands.length).toBeGreaterThanOrEqual(8);
    expect(subStrands.length).toBeLessThanOrEqual(12);
  });

  test('has codes that are unique and stand in order', () => {
    expect(file.strands.map((strand) => strand.code)).toEqual(file.strands.map((_, index) => `${index + 1}.0`));
    for (const [index, strand] of file.strands.entries()) {
      expect(strand.subStrands.map((one) => one.code)).toEqual(
        strand.subStrands.map((_, nth) => `${index + 1}.${nth + 1}`),
      );
    }
  });

  test('fills a school year of its lessons a week, term after term', () => {
    const weeks = subStrands.reduce((sum, one) => sum + one.lessons, 0) / file.lessonsPerWeek;
    expect(weeks).toBeGreaterThanOrEqual(34);
    expect(weeks).toBeLessThanOrEqual(39);
    const terms = subStrands.map((one) => one.term ?? 0);
    expect(terms).toEqual([...terms].sort((a, b) => a - b));
    expect(new Set(terms)).toEqual(new Set([1, 2, 3]));
  });

  test('begins every outcome with a verb in the base form and repeats no text', () => {
    expect(outcomes.map((one) => /^[a-z]+/.exec(one.text)?.[0] ?? '').filter((verb) => !verbs.has(verb))).toEqual([]);
    expect(repeated(outcomes.map((one) => one.text))).toEqual([]);
    expect(repeated(subStrands.map((one) => one.title))).toEqual([]);
    expect(repeated(subStrands.flatMap((one) => one.experiences ?? []))).toEqual([]);
    expect(repeated(subStrands.flatMap((one) => one.inquiry ?? []))).toEqual([]);
  });

  test.each([1, 2, 3])('makes a scheme of term %i without a warning and with every outcome', (number) => {
    const input = schemeInput(file, number, file.lessonsPerWeek);
    const { rows, warnings } = generateScheme(input);
    expect(warnings).toEqual([]);
    const wanted = input.strands.flatMap((strand) => strand.subStrands.flatMap((one) => one.outcomes));
    const taught = new Set(rows.flatMap((row) => (row.kind === 'lesson' ? row.outcomes : [])));
    expect(taught).toEqual(new Set(wanted.map((one) => one.text)));
  });

  test('gives 25 or more different experiences in 60 lessons, outcome and topic left aside', () => {
    const lessons = generateScheme(schemeInput(file, 1, 5))
      .rows.filter((row): row is LessonRow => row.kind === 'lesson')
      .slice(0, 60);
    expect(lessons).toHaveLength(60);
    const experiences = lessons.map(({ experiences: [first = ''], subStrand, outcomes: [outcome = '\n'] }) =>
      first.replaceAll(outcome, '').replaceAll(subStrand, ''),
    );
    expect(new Set(experiences).size).toBeGreaterThanOrEqual(25);
  });
});

test('the sample holds three learning areas of each of three grades, once each', () => {
  expect(repeated(named.map(([name]) => name))).toEqual([]);
  const perGrade = Map.groupBy(sampleCurriculum, (file) => file.grade);
  expect([...perGrade].map(([grade, files]) => [grade, files.length])).toEqual([
    ['Grade 4', 3],
    ['Grade 5', 3],
    ['Grade 7', 3],
  ]);
});

function repeated(texts: readonly string[]): string[] {
  return texts.filter((one, index) => texts.indexOf(one) !== index);
}

type SubStrand = CurriculumFile['strands'][number]['subStrands'][number];

function schemeInput(file: CurriculumFile, number: number, lessonsPerWeek: number): SchemeInput {
  const term = terms2026.find((one) => one.number === number);
  if (term === undefined) throw new Error(`no term ${number}`);
  const strands = file.strands
    .map((strand) => ({
      code: strand.code,
      title: strand.title,
      subStrands: strand.subStrands
        .filter((one) => one.term === number)
        .map((one) => ({
          nodeId: one.code,
          code: one.code,
          title: one.title,
          suggestedLessons: one.lessons,
          outcomes: one.outcomes.map((outcome, index) => ({ id: `${one.code}/${index}`, ...outcome })),
          hints: hintsOf(one),
        })),
    }))
    .filter((strand) => strand.subStrands.length > 0);
  return {
    learningArea: { name: file.learningArea, grade: file.grade, lessonMinutes: file.lessonMinutes },
    strands,
    term,
    lessons: Array.from({ length: lessonsPerWeek }, (_, index) => ({ weekday: index + 1, period: 1, units: 1 })),
    template: { key: 'ke-cbe/scheme', version: 1, maxOutcomes: 3, revisionShare: 0.05 },
    seed: 1,
  };
}

function hintsOf(one: SubStrand): HintInput[] {
  const of = (kind: HintInput['kind'], texts: readonly string[] = []) => texts.map((each) => ({ kind, text: each }));
  return [
    ...of('inquiry', one.inquiry),
    ...of('experience', one.experiences),
    ...of('resource', one.resources),
    ...of('assessment', one.assessment),
    ...of('issue', one.issues),
  ];
}
