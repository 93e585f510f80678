import type { Slot } from './slots.ts';
import { type LintRule, localise, type Template } from './types.ts';

/** The texts of one lesson by slot; a single text is a list of one. */
export type LintedTexts = { readonly [slot in Slot]?: readonly string[] };

export type LintContext = {
  readonly language: string;
  /** Outcomes as the curriculum words them. */
  readonly curriculumOutcomes?: readonly string[];
  /** Minutes of the lesson, and of its introduction, steps and conclusion together. */
  readonly minutes?: { readonly lesson: number; readonly planned: number };
};

export type Finding = {
  readonly rule: string;
  readonly slot: Slot;
  readonly level: 'warn' | 'error';
  readonly message: string;
};

/** What the template's rules say about a lesson: required parts that are empty, lists too long, words out of place. */
export function lint(template: Template, texts: LintedTexts, context: LintContext): Finding[] {
  const parts = template.doc === 'plan' ? template.sections : template.columns;
  const label = (part: (typeof parts)[number]) => localise(part.label, context.language);
  const shape = parts.flatMap((part): Finding[] => {
    const filled = (texts[part.slot] ?? []).filter((text) => text.trim() !== '');
    if (part.required && filled.length === 0) {
      return [{ rule: 'required', slot: part.slot, level: 'error', message: `${label(part)}: is empty.` }];
    }
    if (part.max !== undefined && filled.length > part.max) {
      const message = `${label(part)}: ${filled.length} items, at most ${part.max}.`;
      return [{ rule: 'too-many', slot: part.slot, level: 'warn', message }];
    }
    return [];
  });
  const rules = template.lint
    .filter((rule) => breaks(rule, texts[rule.slot] ?? [], context))
    .map((rule) => ({
      rule: rule.id,
      slot: rule.slot,
      level: rule.level,
      message: localise(rule.message, context.language),
    }));
  return [...shape, ...rules];
}

function breaks(rule: LintRule, texts: readonly string[], context: LintContext): boolean {
  const words = rule.words ?? [];
  const filled = texts.map((text) => text.trim()).filter((text) => text !== '');
  switch (rule.rule) {
    case 'not-starts-with':
      return filled.some((text) => words.some((word) => wordAt(text, word, '^')));
    case 'not-contains':
      return filled.some((text) => words.some((word) => wordAt(text, word, '(?<![\\p{L}\\p{N}])')));
    case 'ends-with':
      return filled.some((text) => !words.some((word) => text.endsWith(word)));
    case 'of-curriculum': {
      const { curriculumOutcomes } = context;
      return curriculumOutcomes !== undefined && filled.some((text) => !curriculumOutcomes.includes(text));
    }
    case 'minutes-sum':
      return context.minutes !== undefined && context.minutes.lesson !== context.minutes.planned;
  }
}

function wordAt(text: string, word: string, before: string): boolean {
  const plain = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`${before}${plain}(?![\\p{L}\\p{N}])`, 'iu').test(text);
}
