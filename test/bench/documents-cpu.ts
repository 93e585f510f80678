import { planOf } from '../../appliance/features/plans/engine/plan.ts';
import { generateScheme } from '../../appliance/features/schemes/engine/index.ts';
import type { LessonRow, SchemeInput } from '../../appliance/features/schemes/engine/types.ts';
import { templateOf } from '../../appliance/templates/index.ts';

/*
 * CPU of making a scheme of 65 rows and the plans of its whole term, in this process and on one core:
 * `node test/bench/documents-cpu.ts`. Medians of rounds; a round is many repetitions after a warm-up.
 */

const rounds = 7;
const repetitions = 40;

const input: SchemeInput = {
  learningArea: { name: 'Mathematics', grade: 'Grade 4', lessonMinutes: 35 },
  strands: Array.from({ length: 4 }, (_, strand) => ({
    code: `${strand + 1}`,
    title: `Strand ${strand + 1}`,
    subStrands: Array.from({ length: 4 }, (_unused, sub) => ({
      nodeId: `n${strand}-${sub}`,
      code: `${strand + 1}.${sub + 1}`,
      title: `Topic ${strand + 1}.${sub + 1}`,
      suggestedLessons: 4,
      outcomes: ['identify', 'use', 'make', 'appreciate'].map((verb, nth) => ({
        id: `o${strand}-${sub}-${nth}`,
        text: `${verb} part ${nth + 1} of topic ${strand + 1}.${sub + 1} in daily life`,
      })),
      hints: [{ kind: 'inquiry' as const, text: 'Where do we meet this at home?' }],
    })),
  })),
  term: { year: 2026, number: 1, start: '2026-01-05', end: '2026-04-03', days: [] },
  lessons: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, period: 1, units: 1 as const })),
  template: { key: 'ke-cbe/scheme', version: 1, maxOutcomes: 3, revisionShare: 0.05 },
  seed: 1,
};

function cpuMs(work: () => void): number {
  for (let index = 0; index < repetitions; index += 1) work();
  const results = Array.from({ length: rounds }, () => {
    const before = process.cpuUsage();
    for (let index = 0; index < repetitions; index += 1) work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000 / repetitions;
  });
  return results.sort((a, b) => a - b)[Math.floor(rounds / 2)] ?? 0;
}

const lessons = generateScheme(input).rows.filter((row): row is LessonRow => row.kind === 'lesson');
const template = templateOf('ke-cbe', 'plan');
const plans = () =>
  lessons.map((row, index) =>
    planOf({
      lesson: { ...row, rowId: `row-${index}`, before: null },
      template,
      language: 'en',
      seed: 1,
      textbook: null,
      issues: [],
      overrides: {},
    }),
  );

const show = (what: string, ms: number, goal: number) =>
  console.log(`${what}: ${ms.toFixed(2)} ms of CPU (goal ${goal} ms: ${ms < goal ? 'reached' : 'missed'})`);
show(
  `a scheme of ${lessons.length} lessons`,
  cpuMs(() => generateScheme(input)),
  15,
);
show(`the ${lessons.length} plans of its term`, cpuMs(plans), 20);
