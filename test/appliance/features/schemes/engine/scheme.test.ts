import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { generateScheme } from '../../../../../appliance/features/schemes/engine/index.ts';
import type { LessonRow, SchemeInput } from '../../../../../appliance/features/schemes/engine/types.ts';
import { terms2026 } from './terms-2026.ts';

const verbs = ['identify', 'use', 'make', 'appreciate', 'explain', 'solve', 'draw', 'describe', 'value'];

function input(
  subStrands: readonly { outcomes: number; lessons: number }[],
  overrides: Partial<SchemeInput> = {},
): SchemeInput {
  const term = terms2026[0];
  if (term === undefined) throw new Error('no term');
  return {
    learningArea: { name: 'Mathematics', grade: 'Grade 4', lessonMinutes: 35 },
    strands: [
      {
        code: '1',
        title: 'Numbers',
        subStrands: subStrands.map((one, index) => ({
          nodeId: `n${index}`,
          code: `1.${index + 1}`,
          title: `Topic ${index + 1}`,
          suggestedLessons: one.lessons,
          outcomes: Array.from({ length: one.outcomes }, (_, nth) => ({
            id: `o${index}-${nth}`,
            text: `${verbs[nth % verbs.length]} part ${nth + 1} of topic ${index + 1}`,
          })),
          hints: [],
        })),
      },
    ],
    term,
    lessons: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, period: 1, units: 1 })),
    template: { key: 'ke-cbe/scheme', version: 1, maxOutcomes: 3, revisionShare: 0.05 },
    seed: 1,
    ...overrides,
  };
}

function lessonsOf(scheme: SchemeInput): LessonRow[] {
  return generateScheme(scheme).rows.filter((row) => row.kind === 'lesson');
}

const usual = input([12, 8, 10, 15, 9, 6].map((lessons) => ({ lessons, outcomes: 5 })));

describe('a scheme of work', () => {
  test('the same input gives the same bytes, another seed another wording of the same shape', () => {
    const once = JSON.stringify(generateScheme(usual));
    expect(JSON.stringify(generateScheme(structuredClone(usual)))).toBe(once);
    const shuffled = generateScheme({ ...usual, seed: 2 });
    expect(JSON.stringify(shuffled)).not.toBe(once);
    const shape = (rows: readonly LessonRow[]) => rows.map((row) => [row.date, row.nodeId, row.outcomeIds]);
    expect(shape(shuffled.rows.filter((row) => row.kind === 'lesson'))).toEqual(shape(lessonsOf(usual)));
  });

  test('a term of 60 lessons uses 25 or more different activities, none twice within five lessons', () => {
    const activities = lessonsOf(usual).map((row) =>
      (row.experiences[0] ?? '')
        .replace(/(identify|use|make|appreciate|explain|solve|draw|describe|value) part.*/, '')
        .replace(/topic \d+/gi, ''),
    );
    expect(activities).toHaveLength(60);
    expect(new Set(activities).size).toBeGreaterThanOrEqual(25);
    activities.forEach((activity, index) => {
      expect(activities.slice(Math.max(0, index - 4), index)).not.toContain(activity);
    });
  });

  test('no outcome is lost or reworded, order is kept, no lesson falls on a closed day', () => {
    const shapes = fc.array(
      fc.record({ outcomes: fc.integer({ min: 0, max: 14 }), lessons: fc.integer({ min: 1, max: 40 }) }),
      {
        minLength: 1,
        maxLength: 90,
      },
    );
    fc.assert(
      fc.property(shapes, fc.nat(1000), fc.constantFrom(...terms2026), (some, seed, term) => {
        const scheme = input(some, { seed, term });
        const rows = lessonsOf(scheme);
        const wanted = scheme.strands.flatMap((strand) => strand.subStrands.flatMap((sub) => sub.outcomes));
        const placed = [...new Set(rows.flatMap((row) => row.outcomeIds))];
        expect(placed).toEqual(wanted.map((outcome) => outcome.id));
        const texts = new Map(wanted.map((outcome) => [outcome.id, outcome.text]));
        for (const row of rows) {
          expect(row.outcomes).toEqual(row.outcomeIds.map((id) => texts.get(id)));
          expect(term.days.some((day) => day.from <= row.date && row.date <= day.to)).toBe(false);
          expect(
            row.experiences.length * row.resources.length * row.assessment.length * row.inquiry.length,
          ).toBeGreaterThan(0);
          expect(row.experiences.join()).not.toMatch(/[{}]/);
        }
        const moments = rows.map((row) => `${row.date} ${row.period}`);
        expect(new Set(moments).size).toBe(moments.length);
        expect([...moments].sort()).toEqual(moments);
      }),
      { numRuns: 60 },
    );
  });

  test('doubles count two lessons and take two lessons’ time', () => {
    const rows = lessonsOf({
      ...usual,
      lessons: [
        { weekday: 1, period: 2, units: 1 },
        { weekday: 2, period: 1, units: 2 },
      ],
    });
    expect(rows.slice(0, 3).map((row) => [row.week, row.lesson, row.minutes])).toEqual([
      [1, '1', 35],
      [1, '2-3', 70],
      [2, '1', 35],
    ]);
  });

  test('more sub-strands than lessons are joined, and the teacher is told', () => {
    const scheme = input(Array.from({ length: 500 }, () => ({ outcomes: 1, lessons: 2 })));
    const draft = generateScheme(scheme);
    expect(draft.warnings[0]).toContain('lessons for 500 sub-strands');
    expect(new Set(draft.rows.flatMap((row) => (row.kind === 'lesson' ? row.outcomeIds : []))).size).toBe(500);
  });

  test('a class that never meets in the term gets the reason instead of lessons', () => {
    const draft = generateScheme({
      ...usual,
      term: { year: 2026, number: 1, start: '2026-01-06', end: '2026-01-06', days: [] },
      lessons: [{ weekday: 1, period: 1, units: 1 }],
    });
    expect(draft.rows.every((row) => row.kind === 'banner')).toBe(true);
    expect(draft.warnings).toEqual([
      'No lesson of the class falls on a taught day of this term: check the lesson days and the term’s calendar.',
    ]);
  });
});
