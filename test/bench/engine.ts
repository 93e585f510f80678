/**
 * Processor time of making a scheme of work of a term, and of the plans of all its lessons, which are kept nowhere:
 *   npx node test/bench/engine.ts
 * The first of a process, which nothing has warmed, and the median of many.
 */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { planOf } from '../../appliance/features/plans/engine/plan.ts';
import { generateScheme } from '../../appliance/features/schemes/engine/index.ts';
import type { LessonRow, SchemeInput } from '../../appliance/features/schemes/engine/types.ts';
import { templateOf } from '../../appliance/templates/index.ts';
import { terms2026 } from '../appliance/features/schemes/engine/terms-2026.ts';
import { loadNow, machineLines, median } from './machine-load.ts';

const times = 200;
const verbs = ['identify', 'use', 'make', 'appreciate', 'explain', 'solve', 'draw', 'describe', 'value'];
const [term] = terms2026;
if (term === undefined) throw new Error('there is no term');

const input = (seed: number): SchemeInput => ({
  learningArea: { name: 'Mathematics', grade: 'Grade 4', lessonMinutes: 35 },
  strands: ['Numbers', 'Measurement', 'Geometry'].map((title, strand) => ({
    code: `${strand + 1}`,
    title,
    subStrands: [12, 8, 10, 15].map((suggestedLessons, index) => ({
      nodeId: `n${strand}${index}`,
      code: `${strand + 1}.${index + 1}`,
      title: `${title} ${index + 1}`,
      suggestedLessons,
      outcomes: verbs.slice(0, 5).map((verb, nth) => ({
        id: `o${strand}${index}-${nth}`,
        text: `${verb} part ${nth + 1} of ${title.toLowerCase()} in everyday situations`,
      })),
      hints: [],
    })),
  })),
  term,
  lessons: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, period: 1, units: 1 })),
  template: { key: 'ke-cbe/scheme', version: 1, maxOutcomes: 3, revisionShare: 0.05 },
  seed,
});

const template = templateOf('ke-cbe', 'plan');
const plansOf = (rows: readonly LessonRow[], seed: number) =>
  rows.map((row, index) =>
    planOf({
      lesson: {
        rowId: `row-${index}`,
        nodeId: row.nodeId,
        minutes: 35,
        strand: 'Numbers',
        subStrand: 'Fractions',
        outcomes: ['identify halves and quarters in real life', 'use halves in sharing'],
        inquiry: ['Where do we share things?'],
        experiences: row.experiences,
        resources: row.resources,
        assessment: ['Oral questions'],
        before: null,
      },
      template,
      language: 'en',
      seed,
      textbook: 'Mathematics 4',
      issues: [],
      overrides: {},
    }),
  );

function cpuMs<T>(work: () => T): { readonly ms: number; readonly value: T } {
  const before = process.cpuUsage();
  const value = work();
  const { user, system } = process.cpuUsage(before);
  return { ms: (user + system) / 1_000, value };
}

const schemes: number[] = [];
const plans: number[] = [];
let [rows, lessons] = [0, 0];
for (let seed = 1; seed <= times; seed += 1) {
  const scheme = cpuMs(() => generateScheme(input(seed)));
  const taught = scheme.value.rows.filter((row): row is LessonRow => row.kind === 'lesson');
  const planned = cpuMs(() => plansOf(taught, seed));
  if (planned.value.some((sections) => sections.length === 0)) throw new Error('a plan is empty');
  schemes.push(scheme.ms);
  plans.push(planned.ms);
  [rows, lessons] = [scheme.value.rows.length, taught.length];
}

const line = (what: string, of: readonly number[], goal: number) =>
  `| ${what} | ${(of[0] ?? Number.NaN).toFixed(1)} | ${median(of).toFixed(1)} | under ${goal}: ${median(of) < goal ? 'reached' : 'not reached'} |`;
const text = [
  '# A scheme of work and its plans',
  '',
  ...machineLines('npx node test/bench/engine.ts'),
  '',
  `A term of ${rows} rows with ${lessons} lessons, ${times} seeds, without the database; ${loadNow()}.`,
  '',
  '| ms of processor time | first of the process | median | goal |',
  '| --- | ---: | ---: | --- |',
  line('the scheme', schemes, 15),
  line(`the plans of its ${lessons} lessons`, plans, 20),
  '',
].join('\n');
writeFileSync(resolve(import.meta.dirname, '../../docs/benchmarks/engine.md'), text);
console.log(text);
