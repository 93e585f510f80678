import { cellOf, type Slot } from '../../templates/slots.ts';
import { localise, type TemplateColumn, type TemplateOf } from '../../templates/types.ts';
import type { Cell, Paragraph, Part, Table, TableRow } from '../model.ts';
import { type Facts, headingBlocks, partOf, type Signed, signatureBlock } from './frame.ts';
import { monthOf, word } from './words.ts';

/** A row of a scheme as it is printed; texts by the names of the stored cells. */
export type PrintedRow =
  | {
      readonly kind: 'banner';
      readonly week: number;
      readonly banner: keyof TemplateOf<'scheme'>['banners'];
      readonly text: string;
    }
  | {
      readonly kind: 'lesson';
      readonly week: number;
      readonly lesson: string;
      readonly date: string | null;
      readonly units: number;
      readonly texts: { readonly [cell: string]: string | readonly string[] | undefined };
    };

export type PrintedScheme = {
  readonly facts: Facts;
  readonly rows: readonly PrintedRow[];
  readonly signed: Signed;
  readonly language: string;
  readonly note?: string;
};

export function schemePart(template: TemplateOf<'scheme'>, scheme: PrintedScheme): Part {
  const { facts, signed, language, note } = scheme;
  return partOf(template, [
    ...headingBlocks(template, facts, language, note),
    schemeTable(template, scheme),
    signatureBlock(template, signed, language),
  ]);
}

export function schemeTable(template: TemplateOf<'scheme'>, { rows, language, facts }: PrintedScheme): Table {
  return {
    kind: 'table',
    heading: true,
    fontSize: template.columns.length > 10 ? 6.8 : 7.3,
    columns: template.columns.map(({ label, widthPct }) => ({ label: localise(label, language), widthPct })),
    rows: rows.map((row): TableRow => {
      if (row.kind === 'banner') {
        const usual = template.banners[row.banner];
        const words = row.text === '' && usual !== undefined ? localise(usual, language) : row.text;
        return { kind: 'banner', text: `${word('week', language)} ${row.week} · ${words}` };
      }
      return { kind: 'cells', cells: template.columns.map((column) => cellFor(column, row, language, facts)) };
    }),
  };
}

type LessonRow = Extract<PrintedRow, { kind: 'lesson' }>;

function cellFor(column: TemplateColumn, row: LessonRow, language: string, facts: Facts): Cell {
  const { slot, merge, leadIn } = column;
  const value = printed(slot, row, language, facts);
  const items = typeof value === 'string' ? [value] : value;
  const filled = items.filter((item) => item.trim() !== '');
  const lead: Paragraph[] = leadIn === undefined || filled.length === 0 ? [] : [{ text: localise(leadIn, language) }];
  const paragraphs = filled.map(
    (item, index): Paragraph => (filled.length > 1 ? { text: item, bullet: bulletOf(slot, index) } : { text: item }),
  );
  return { paragraphs: [...lead, ...paragraphs], ...(merge ? { merge: mergeKey(slot, row, filled) } : {}) };
}

/** Outcomes are lettered, so that a note can name one. */
function bulletOf(slot: Slot, index: number): string {
  return slot === 'outcomes' ? `${String.fromCharCode(97 + (index % 26))})` : '•';
}

/** Equal words under another strand are not the same cell. */
function mergeKey(slot: Slot, row: LessonRow, items: readonly string[]): string {
  return JSON.stringify([slot, slot === 'l2' ? row.texts['strand'] : '', items]);
}

function printed(slot: Slot, row: LessonRow, language: string, facts: Facts): string | readonly string[] {
  switch (slot) {
    case 'week':
      return String(row.week);
    case 'lesson':
      return row.lesson;
    case 'month':
      return row.date === null ? '' : monthOf(row.date, language);
    case 'periods':
      return String(row.units);
    case 'references':
      return row.texts['references'] ?? facts.reference ?? '';
    case 'remarks':
      return row.texts['remarks'] ?? row.texts['reflection'] ?? '';
    default:
      return row.texts[cellOf(slot)] ?? '';
  }
}
