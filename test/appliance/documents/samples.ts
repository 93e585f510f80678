import { sampleCurriculum } from '../../../appliance/curriculum/sample/index.ts';
import { documentOf, type Facts } from '../../../appliance/documents/build/frame.ts';
import { type PrintedPlan, planPart } from '../../../appliance/documents/build/plan.ts';
import { listPart } from '../../../appliance/documents/build/record.ts';
import { type PrintedRow, type PrintedScheme, schemePart } from '../../../appliance/documents/build/scheme.ts';
import type { DocumentModel } from '../../../appliance/documents/model.ts';
import { generateScheme } from '../../../appliance/features/schemes/engine/index.ts';
import { templateOf } from '../../../appliance/templates/index.ts';
import { terms2026 } from '../features/schemes/engine/terms-2026.ts';

export const facts: Facts = {
  school: 'Mwangaza Primary School',
  teacher: 'Wanjikũ wa Njoroge',
  learning_area: 'Mathematics',
  class: 'Grade 4 East',
  term: '1',
  year: '2026',
  week: '3',
  lesson: '2',
  date: '20 Jan 2026',
  time: '08:20 – 08:55',
  lessons_per_week: '6',
  roll: '42 (20 boys, 22 girls)',
  reference: 'Our Numbers, learner’s book 4',
};

/** A generated term of the project's sample, as it is printed. */
export function sampleScheme(language = 'en'): PrintedScheme {
  const [area] = sampleCurriculum;
  const [term] = terms2026;
  if (area === undefined || term === undefined) throw new Error('no sample');
  const draft = generateScheme({
    learningArea: { name: area.learningArea, grade: area.grade, lessonMinutes: 35 },
    strands: area.strands.map(({ code, title, subStrands }) => ({
      code,
      title,
      subStrands: subStrands.map((sub) => ({
        nodeId: sub.code,
        code: sub.code,
        title: sub.title,
        suggestedLessons: sub.lessons,
        outcomes: sub.outcomes.map(({ text }, index) => ({ id: `${sub.code}-${index}`, text })),
        hints: [],
      })),
    })),
    term,
    lessons: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, period: 1, units: weekday === 2 ? 2 : 1 })),
    template: { key: 'ke-cbe/scheme', version: 1, maxOutcomes: 3, revisionShare: 0.05 },
    seed: 1,
    textbook: 'Our Numbers, learner’s book 4',
  });
  const rows = draft.rows.map((row): PrintedRow => {
    if (row.kind === 'banner') return { kind: 'banner', week: row.week, banner: row.banner, text: row.text };
    const { week, lesson, date, units, strand, subStrand, outcomes, inquiry, experiences, resources, assessment } = row;
    const texts = { strand, subStrand, outcomes, inquiry, experiences, resources, assessment };
    return { kind: 'lesson', week, lesson, date, units, texts };
  });
  return { facts, rows, signed: {}, language };
}

export function samplePlan(language = 'en'): PrintedPlan {
  const long =
    'Learners fold strips of paper, compare the parts with a partner and say in their own words what they see.';
  return {
    facts,
    texts: {
      l1: 'Numbers',
      l2: 'Fractions',
      outcomes: ['compare two fractions of the same whole', 'order fractions', 'enjoy sharing fairly'],
      inquiry: ['How do we share fairly?'],
      competencies: ['Critical thinking and problem solving', 'Communication and collaboration'],
      values: ['Respect', 'Unity'],
      issues: ['Environmental care: paper is used again'],
      links: ['Art: folding'],
      resources: ['Paper strips', 'Our Numbers, learner’s book 4, pages 40 to 42', 'Number cards'],
      assessment: ['Observation of group talk', 'Written exercise'],
      extension: ['Share an orange at home and draw the parts.'],
    },
    steps: {
      introduction: [{ text: `${long} ${long}`, minutes: 5 }],
      steps: Array.from({ length: 24 }, (_, index) => ({ text: `${long} Step ${index + 1}. ${long}`, minutes: 1 })),
      conclusion: [{ text: long, minutes: 6 }],
    },
    signed: { teacher: { name: 'Wanjikũ wa Njoroge', date: '12 Jan 2026' } },
    language,
  };
}

export function whole(parts: DocumentModel['parts'], language = 'en'): DocumentModel {
  const footer = 'Mathematics, Grade 4 East · Not yet approved · Code 3F2A-77C1-09BE';
  return documentOf({ title: 'Sample', language, footer, parts });
}

export const parts = {
  scheme: (family = 'ke-cbe', language = 'en') => schemePart(templateOf(family, 'scheme'), sampleScheme(language)),
  plan: (family = 'ke-cbe', language = 'en') => planPart(templateOf(family, 'plan'), samplePlan(language)),
  blankRecord: (family = 'ke-cbe', language = 'en') =>
    listPart(templateOf(family, 'record'), { facts, lines: [], blankLines: 12, signed: {}, language }),
};
