import type { Slot } from '../../templates/slots.ts';
import { localise, type TemplateOf } from '../../templates/types.ts';
import type { Cell, Part, Table, TableRow } from '../model.ts';
import { type Facts, headingBlocks, partOf, type Signed, signatureBlock } from './frame.ts';

/** One line of a record of work or of a recovery schedule, texts by slot; one that is missing is written by hand. */
export type PrintedLine = { readonly [slot in Slot]?: string | readonly string[] };

export type PrintedList = {
  readonly facts: Facts;
  readonly lines: readonly PrintedLine[];
  /** Rows to write in by hand after them. */
  readonly blankLines: number;
  readonly signed: Signed;
  readonly language: string;
  readonly note?: string;
};

export function listPart(template: TemplateOf<'record'> | TemplateOf<'recovery'>, list: PrintedList): Part {
  const { facts, signed, language, note } = list;
  return partOf(template, [
    ...headingBlocks(template, facts, language, note),
    lineTable(template, list),
    signatureBlock(template, signed, language),
  ]);
}

function lineTable(template: TemplateOf<'record'> | TemplateOf<'recovery'>, list: PrintedList): Table {
  const { language, lines, blankLines } = list;
  const blank = Array.from({ length: blankLines }, (): PrintedLine => ({}));
  const rows = [...lines, ...blank].map((line): TableRow => {
    const cells = template.columns.map(({ slot, merge }): Cell => {
      const value = line[slot] ?? [];
      const items = (typeof value === 'string' ? [value] : value).filter((item) => item !== '');
      const paragraphs = items.map((text) => ({ text }));
      return merge && items.length > 0 ? { paragraphs, merge: JSON.stringify([slot, items]) } : { paragraphs };
    });
    return { kind: 'cells', cells, minLines: 2 };
  });
  return {
    kind: 'table',
    heading: true,
    fontSize: 8.5,
    columns: template.columns.map(({ label, widthPct }) => ({ label: localise(label, language), widthPct })),
    rows,
  };
}
