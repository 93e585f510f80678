import { describe, expect, test } from 'vitest';
import { templateFamilies } from '../../../appliance/templates/families.ts';
import { familyOf, templateFiles, templateOf } from '../../../appliance/templates/index.ts';
import { lint } from '../../../appliance/templates/lint.ts';
import { cellOf } from '../../../appliance/templates/slots.ts';
import { localise, type Template, templateSchema } from '../../../appliance/templates/types.ts';

describe('templates', () => {
  test.each(templateFiles.map((file) => [(file as Template).key, file] as const))('%s is well formed', (_, file) => {
    expect(templateSchema.safeParse(file).error?.issues).toBeUndefined();
  });

  test('every family has the four documents, each named for its place', () => {
    for (const family of templateFamilies) {
      for (const doc of ['scheme', 'plan', 'record', 'recovery'] as const) {
        const template = templateOf(family, doc);
        expect(template).toMatchObject({ key: `${family}/${doc}`, doc });
      }
    }
    expect(templateFiles).toHaveLength(templateFamilies.length * 4);
  });

  test('countries differ in columns, order and words alone', () => {
    const slots = (family: string) => templateOf(family, 'scheme').columns.map(({ slot }) => slot);
    expect(slots('ke-cbe').slice(0, 4)).toEqual(['week', 'lesson', 'l1', 'l2']);
    expect(slots('tz-2023')).toHaveLength(12);
    expect(slots('tz-2023').slice(0, 2)).toEqual(['l1', 'l2']);
    expect(localise(templateOf('ke-844', 'scheme').columns[2]?.label ?? { en: '' }, 'en')).toBe('Topic');
  });

  test('words come in the language of the document, in English where it is missing', () => {
    const { title } = templateOf('ke-cbe', 'scheme');
    expect([localise(title, 'sw'), localise(title, 'de')]).toEqual(['Azimio la kazi', 'Scheme of work']);
  });

  test('a family nobody knows gets the first one', () => {
    expect(templateOf(familyOf('xx-9/scheme'), 'plan').key).toBe('ke-cbe/plan');
    expect([cellOf('l1'), cellOf('outcomes')]).toEqual(['strand', 'outcomes']);
  });

  test('refuses widths that do not fill the sheet and slots given twice', () => {
    const scheme = structuredClone(templateOf('ke-cbe', 'scheme'));
    const columns = scheme.columns.map((column) => ({ ...column, widthPct: 20 }));
    expect(templateSchema.safeParse({ ...scheme, columns }).success).toBe(false);
    const [first, ...more] = scheme.columns;
    const twice = [first, { ...first }, ...more.slice(1)].map((column) => ({ ...column, widthPct: 10 }));
    expect(templateSchema.safeParse({ ...scheme, columns: twice }).success).toBe(false);
  });
});

describe('lint', () => {
  const plan = templateOf('ke-cbe', 'plan');
  const good = {
    l1: ['Numbers'],
    l2: ['Fractions'],
    outcomes: ['compare fractions'],
    inquiry: ['How do we share fairly?'],
    competencies: ['Learning to learn'],
    values: ['Respect'],
    resources: ['paper strips'],
    introduction: ['recall halves'],
    steps: ['fold strips', 'compare topical examples'],
    conclusion: ['show the longest'],
    assessment: ['observation'],
  };
  const rules = (texts: object, context = {}) =>
    lint(plan, { ...good, ...texts }, { language: 'en', ...context }).map(({ rule, slot }) => `${rule}@${slot}`);

  test('finds nothing in a good lesson', () => {
    const context = { curriculumOutcomes: ['compare fractions'], minutes: { lesson: 40, planned: 40 } };
    expect(rules({}, context)).toEqual([]);
  });

  test('names what is missing, closed, reworded or does not add up', () => {
    expect(rules({ outcomes: [' '] })).toEqual(['required@outcomes']);
    expect(rules({ inquiry: ['Is a half big?'] })).toEqual(['open-question@inquiry']);
    expect(rules({ inquiry: ['Island names: which?'] })).toEqual([]);
    expect(rules({ inquiry: ['Tell me'] })).toEqual(['is-question@inquiry']);
    expect(rules({ steps: ['The Teacher explains the topic.'] })).toEqual(['teacher-centred@steps', 'old-words@steps']);
    expect(rules({}, { curriculumOutcomes: ['other'] })).toEqual(['outcome-words@outcomes']);
    expect(rules({}, { minutes: { lesson: 40, planned: 35 } })).toEqual(['minutes@steps']);
    expect(rules({ outcomes: ['a', 'b', 'c', 'd'] })).toEqual(['too-many@outcomes']);
  });
});
