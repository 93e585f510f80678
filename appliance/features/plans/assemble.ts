import { familyOf, templateOf } from '../../templates/index.ts';
import { type Finding, type LintedTexts, lint } from '../../templates/lint.ts';
import { localise } from '../../templates/types.ts';
import type { RowState } from '../schemes/edit/row.ts';
import { plannedMinutes, planOf } from './engine/plan.ts';
import type { PlanLesson, PlanOverrides, PlanSection, PlanStep } from './engine/types.ts';
import type { Plan, PlanSummary } from './schema.ts';
import type { Shelf, StoredPlan } from './store.ts';

export function overridesOf(plan: StoredPlan | undefined): PlanOverrides {
  return plan === undefined ? {} : (JSON.parse(plan.overrides) as PlanOverrides);
}

export function summaryOf(row: RowState, plan: StoredPlan | undefined): PlanSummary {
  const { lesson, date, minutes } = row.slots as { lesson: string; date: string | null; minutes: number };
  const overrides = Object.values(overridesOf(plan));
  return {
    rowId: row.id,
    week: row.week,
    lesson,
    date,
    minutes,
    strand: text(row, 'strand'),
    subStrand: text(row, 'subStrand'),
    nodeId: row.nodeId,
    prepared: plan?.prepared_at != null,
    edited: overrides.some(({ value }) => value !== undefined),
    findings: plan?.findings ?? 0,
  };
}

export type Assembled = { readonly sections: PlanSection[]; readonly minutes: number; readonly notes: Finding[] };

/** The plan of one lesson: what follows from its row, and what a person changed. */
export function assemble(
  shelf: Pick<Shelf, 'scheme' | 'lessons'>,
  row: RowState,
  { issues, overrides, language }: { issues: readonly string[]; overrides: PlanOverrides; language: string },
): Assembled {
  const { scheme } = shelf;
  const template = templateOf(familyOf(scheme.template_key), 'plan');
  const lesson = lessonOf(row, shelf.lessons);
  const { seed, textbook } = scheme;
  const sections = planOf({ lesson, template, language, seed, textbook, issues, overrides });
  const minutes = plannedMinutes(sections);
  const texts = Object.fromEntries(sections.map((section) => [section.slot, textsOf(section)])) as LintedTexts;
  const notes = lint(template, texts, { language, minutes: { lesson: lesson.minutes, planned: minutes } });
  return { sections, minutes, notes };
}

export function planAnswer(shelf: Shelf, row: RowState, assembled: Assembled, language: string): Plan {
  const plan = shelf.plans.get(row.id);
  const at = shelf.lessons.findIndex(({ id }) => id === row.id);
  const template = templateOf(familyOf(shelf.scheme.template_key), 'plan');
  return {
    ...summaryOf(row, plan),
    schemeId: shelf.scheme.id,
    version: plan?.version ?? 0,
    editable: shelf.editable,
    templateKey: template.key,
    title: localise(template.title, language),
    sections: assembled.sections as Plan['sections'],
    plannedMinutes: assembled.minutes,
    notes: assembled.notes.map(({ slot, level, message }) => ({ slot, level, message })),
    previous: shelf.lessons[at - 1]?.id ?? null,
    next: shelf.lessons[at + 1]?.id ?? null,
  };
}

function lessonOf(row: RowState, lessons: readonly RowState[]): PlanLesson {
  const before = lessons[lessons.findIndex(({ id }) => id === row.id) - 1];
  const other = before !== undefined && before.nodeId !== row.nodeId ? text(before, 'subStrand') : null;
  return {
    rowId: row.id,
    nodeId: row.nodeId,
    minutes: Number(row.slots['minutes'] ?? 0),
    strand: text(row, 'strand'),
    subStrand: text(row, 'subStrand'),
    outcomes: list(row, 'outcomes'),
    inquiry: list(row, 'inquiry'),
    experiences: list(row, 'experiences'),
    resources: list(row, 'resources'),
    assessment: list(row, 'assessment'),
    before: other,
  };
}

function text(row: RowState, name: string): string {
  return String(row.cells[name] ?? '');
}

function list(row: RowState, name: string): readonly string[] {
  const value = row.cells[name];
  return Array.isArray(value) ? value : [];
}

function textsOf({ value, kind }: PlanSection): readonly string[] {
  if (typeof value === 'string') return [value];
  return kind === 'steps' ? (value as readonly PlanStep[]).map((step) => step.text) : (value as readonly string[]);
}
