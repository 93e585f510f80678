import { expect, test } from 'vitest';
import type { LearningAreaTree } from '../../../appliance/features/curriculum/schema.ts';
import { newId } from '../../../appliance/ids.ts';
import { schemeInput } from '../../../appliance/workers/scheme-input.ts';

const sub = (title: string, term: number | null) => ({
  ...{ id: newId(), code: title, title, suggestedLessons: 0, term, outcomes: [], hints: [] },
});
const strand = (title: string, subStrands: ReturnType<typeof sub>[]) => ({
  id: newId(),
  code: title,
  title,
  subStrands,
});

const numbers = strand('Numbers', [sub('Place value', 1), sub('Addition', 2)]);
const geometry = strand('Geometry', [sub('Lines', 3)]);
const measurement = strand('Measurement', [sub('Length', null)]);
const curriculum = { id: newId(), key: 'k', version: '1', name: 'Sample' };
const area = (strands: LearningAreaTree['strands']): LearningAreaTree => ({
  ...{ id: newId(), name: 'Mathematics', grade: 'Grade 4', lessonsPerWeek: 5, lessonMinutes: 35, curriculum, strands },
});

function titles(strands: LearningAreaTree['strands'], number: number, strandIds?: string[]): string[] {
  const term = { id: newId(), year: 2026, number, start: '2026-01-05', end: '2026-04-02', days: [] };
  const template = { key: 'ke-cbe/scheme', version: 1, maxOutcomes: 3, revisionShare: 0.05 };
  const input = schemeInput({
    ...{ area: area(strands), term, lessons: [], lessonMinutes: 35, template, seed: 1 },
    ...(strandIds === undefined ? {} : { strandIds }),
  });
  return input.strands.flatMap((one) => one.subStrands.map(({ title }) => title));
}

test('without a choice the term gets what the curriculum means for it, and what it means for any', () => {
  expect(titles([numbers, geometry, measurement], 1)).toEqual(['Place value', 'Length']);
  expect(titles([numbers, geometry, measurement], 3)).toEqual(['Lines', 'Length']);
});

test('a term for which the curriculum means nothing gets everything', () => {
  expect(titles([numbers], 3)).toEqual(['Place value', 'Addition']);
});

test('chosen strands come whole and in the order chosen', () => {
  expect(titles([numbers, geometry], 1, [geometry.id, numbers.id, geometry.id])).toEqual([
    'Lines',
    'Place value',
    'Addition',
  ]);
});
