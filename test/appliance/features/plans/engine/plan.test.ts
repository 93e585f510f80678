import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { banks } from '../../../../../appliance/features/plans/engine/bank/index.ts';
import { plannedMinutes, planOf } from '../../../../../appliance/features/plans/engine/plan.ts';
import type { PlanInput, PlanSection, PlanStep } from '../../../../../appliance/features/plans/engine/types.ts';
import { templateFamilies } from '../../../../../appliance/templates/families.ts';
import { templateOf } from '../../../../../appliance/templates/index.ts';

const lesson: PlanInput['lesson'] = {
  rowId: '01ARZ3NDEKTSV4RRFFQ69G5FAV',
  nodeId: 'n1',
  minutes: 40,
  strand: 'Numbers',
  subStrand: 'Fractions',
  outcomes: ['identify halves and quarters in real life', 'use  halves  in sharing'],
  inquiry: ['Where do we share things?'],
  experiences: ['Share a fruit in groups and name the parts.'],
  resources: ['Learner’s Book', 'Fruit'],
  assessment: ['Oral questions'],
  before: null,
};

const input = (overrides: Partial<PlanInput> = {}): PlanInput => ({
  lesson,
  template: templateOf('ke-cbe', 'plan'),
  language: 'en',
  seed: 7,
  textbook: 'Mathematics 4',
  issues: [],
  overrides: {},
  ...overrides,
});

const section = (sections: readonly PlanSection[], slot: string) => sections.find((one) => one.slot === slot);

describe('wordings', () => {
  const gaps = (text: string) => [...text.matchAll(/[{](\w+)[}]/g)].map(([, name]) => name).sort();
  /** Each text with where it stands and the gaps it has. */
  const shapeOf = (part: unknown, at = ''): [string, unknown][] =>
    typeof part === 'string'
      ? [[at, gaps(part)]]
      : Object.entries(part as object).flatMap(([name, one]) => shapeOf(one, `${at}/${name}`));

  test.each(Object.keys(banks))(
    '%s: as many as in English, with the same gaps, so that a plan says the same',
    (language) => {
      expect(shapeOf(banks[language])).toEqual(shapeOf(banks['en']));
    },
  );

  test('a plan in Kiswahili has none of the English wordings, and keeps outcomes as the curriculum has them', () => {
    const swahili = planOf(input({ language: 'sw' }));
    expect(JSON.stringify(swahili)).not.toMatch(/Learners|[{]\w+[}]/);
    expect(section(swahili, 'outcomes')?.value).toEqual(lesson.outcomes);
    expect(JSON.stringify(planOf(input({ language: 'fr' })))).toMatch(/Learners/);
  });
});

describe('a lesson plan', () => {
  test('is the same whenever it is asked for, and outcomes keep their words to the letter', () => {
    const once = planOf(input());
    expect(JSON.stringify(planOf(structuredClone(input())))).toBe(JSON.stringify(once));
    expect(section(once, 'outcomes')?.value).toEqual(lesson.outcomes);
    expect(JSON.stringify(planOf(input({ seed: 8 })))).not.toBe(JSON.stringify(once));
    expect(JSON.stringify(once)).not.toMatch(/[{]\w+[}]/);
  });

  test('Kenya CBE has all of its sections filled but what is written after teaching', () => {
    const empty = planOf(input()).filter(({ value }) => value.length === 0);
    expect(empty.every(({ kind }) => kind === 'blank')).toBe(true);
    expect(section(planOf(input()), 'competencies')?.value).toHaveLength(2);
  });

  test.each(templateFamilies)('%s: sections, order and labels are those of its template', (family) => {
    const template = templateOf(family, 'plan');
    const sections = planOf(input({ template }));
    expect(sections.map(({ slot }) => slot)).toEqual(template.sections.map(({ slot }) => slot));
    expect(sections.map(({ label }) => label)).toEqual(template.sections.map(({ label }) => label.en));
    expect(plannedMinutes(sections)).toBe(40);
    const swahili = planOf(input({ template, language: 'sw' }));
    expect(swahili.map(({ label }) => label)).not.toEqual(sections.map(({ label }) => label));
  });

  test('the minutes of the steps make the lesson, whatever its length and wording', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 240 }),
        fc.nat(),
        fc.constantFrom(...templateFamilies),
        (minutes, seed, family) => {
          const sections = planOf(
            input({ template: templateOf(family, 'plan'), seed, lesson: { ...lesson, minutes } }),
          );
          expect(plannedMinutes(sections)).toBe(minutes);
          for (const { kind, value } of sections) {
            if (kind === 'steps' && minutes >= 8)
              for (const step of value as readonly PlanStep[]) expect(step.minutes).toBeGreaterThan(0);
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  test('what a person typed stands; another turn of one section leaves the others alone', () => {
    const before = planOf(input());
    const typed = planOf(input({ overrides: { introduction: { value: [{ minutes: 5, text: 'Mine' }], version: 1 } } }));
    expect(section(typed, 'introduction')).toMatchObject({ value: [{ minutes: 5, text: 'Mine' }], edited: true });
    const turned = [1, 2, 3].map((turn) => planOf(input({ overrides: { steps: { turn, version: 1 } } })));
    expect(
      turned.some((one) => JSON.stringify(section(one, 'steps')) !== JSON.stringify(section(before, 'steps'))),
    ).toBe(true);
    for (const one of turned) {
      expect(one.filter(({ slot }) => slot !== 'steps')).toEqual(before.filter(({ slot }) => slot !== 'steps'));
    }
  });
});
