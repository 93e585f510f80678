import type { Slot } from '../../templates/slots.ts';
import { localise, type TemplateOf, type TemplateSection } from '../../templates/types.ts';
import type { Cell, Paragraph, Part, Table, TableRow } from '../model.ts';
import { type Facts, headingBlocks, partOf, type Signed, signatureBlock } from './frame.ts';
import { word } from './words.ts';

export type PrintedStep = { readonly text: string; readonly minutes: number };

export type PrintedPlan = {
  readonly facts: Facts;
  /** Texts of the sections by slot. */
  readonly texts: { readonly [slot in Slot]?: string | readonly string[] };
  /** What is done in the lesson, by slot of the section. */
  readonly steps: { readonly [slot in Slot]?: readonly PrintedStep[] };
  readonly signed: Signed;
  readonly language: string;
  readonly note?: string;
};

export function planPart(template: TemplateOf<'plan'>, plan: PrintedPlan): Part {
  const { facts, signed, language, note } = plan;
  return partOf(template, [
    ...headingBlocks(template, facts, language, note),
    sectionTable(template, plan),
    signatureBlock(template, signed, language),
  ]);
}

function sectionTable(template: TemplateOf<'plan'>, plan: PrintedPlan): Table {
  const { language } = plan;
  let group = '';
  const rows = template.sections.flatMap((section): TableRow[] => {
    const next = section.group === undefined ? '' : localise(section.group, language);
    const banner: TableRow[] = next !== '' && next !== group ? [{ kind: 'banner', text: next }] : [];
    group = next;
    const label: Cell = { paragraphs: [{ text: localise(section.label, language) }] };
    const minLines = section.kind === 'blank' ? { minLines: section.lines ?? 3 } : {};
    return [...banner, { kind: 'cells', cells: [label, contentOf(section, plan)], ...minLines }];
  });
  return {
    kind: 'table',
    heading: false,
    fontSize: 9,
    columns: [
      { label: '', widthPct: 24, isLabel: true },
      { label: '', widthPct: 76 },
    ],
    rows,
  };
}

function contentOf(section: TemplateSection, plan: PrintedPlan): Cell {
  const { language } = plan;
  if (section.kind === 'steps') {
    const steps = plan.steps[section.slot] ?? [];
    const paragraphs = steps.map(({ text, minutes }, index): Paragraph => {
      const timed = minutes > 0 ? `${text} (${minutes} ${word('minutes', language)})` : text;
      return steps.length > 1 ? { text: timed, bullet: `${index + 1}.` } : { text: timed };
    });
    return { paragraphs };
  }
  const value = plan.texts[section.slot] ?? [];
  const items = (typeof value === 'string' ? [value] : value).filter((item) => item.trim() !== '');
  if (section.kind === 'choices') return { paragraphs: items.length === 0 ? [] : [{ text: items.join(' · ') }] };
  const lead = section.leadIn === undefined || items.length === 0 ? [] : [{ text: localise(section.leadIn, language) }];
  const letter = (index: number) => (section.slot === 'outcomes' ? `${String.fromCharCode(97 + (index % 26))})` : '•');
  const list = items.map((text, index) => (items.length > 1 ? { text, bullet: letter(index) } : { text }));
  return { paragraphs: [...lead, ...list] };
}
