import type { Typeface } from '../fonts/typeface.ts';
import type { Table, TableRow } from '../model.ts';
import { breakLines, type Line } from './lines.ts';

export const padding = 2.5;

/** A row as it will be drawn. `until` of a merged cell is the last row of its group. */
export type LaidRow =
  | { readonly kind: 'banner'; readonly lines: readonly Line[]; readonly height: number }
  | { readonly kind: 'cells'; readonly cells: readonly LaidCell[]; readonly height: number };

export type LaidCell = {
  readonly lines: readonly Line[];
  /** Rows of the group this cell belongs to; of a cell by itself the row alone. */
  readonly from: number;
  readonly until: number;
  readonly height: number;
};

export type Metrics = { readonly size: number; readonly leading: number; readonly widths: readonly number[] };

export function metricsOf(table: Table, width: number): Metrics {
  return {
    size: table.fontSize,
    leading: table.fontSize * 1.25,
    widths: table.columns.map(({ widthPct }) => (widthPct / 100) * width),
  };
}

/** Breaks the texts of all rows and finds which cells are one. */
export function layRows(table: Table, metrics: Metrics, typeface: Typeface): LaidRow[] {
  const { size, leading, widths } = metrics;
  const tall = (lines: number) => lines * leading + 2 * padding;
  const groups = table.columns.map((_, column) => groupsOf(table, column));
  const laid: LaidRow[] = [];
  for (const [index, row] of table.rows.entries()) laid.push(layRow(row, index));
  return laid;

  function layRow(row: TableRow, index: number): LaidRow {
    if (row.kind === 'banner') {
      const width = widths.reduce((sum, one) => sum + one, 0) - 2 * padding;
      const lines = breakLines([{ text: row.text }], { typeface, size, width }, 'bold');
      return { kind: 'banner', lines, height: tall(lines.length) };
    }
    const cells = row.cells.map((cell, column): LaidCell => {
      const { from, until } = groups[column]?.[index] ?? { from: index, until: index };
      const above = from === index ? undefined : laid[index - 1];
      // The lines of a group are found once; rows below need them when a page begins with them.
      if (above?.kind === 'cells' && above.cells[column] !== undefined) return above.cells[column];
      const setting = { typeface, size, width: (widths[column] ?? 0) - 2 * padding };
      const lines = breakLines(cell.paragraphs, setting, table.columns[column]?.isLabel ? 'bold' : 'regular');
      return { lines, from, until, height: tall(lines.length) };
    });
    const alone = cells.filter(({ from, until }) => from === until).map(({ height }) => height);
    return { kind: 'cells', cells, height: Math.max(tall(row.minLines ?? 1), ...alone) };
  }
}

type Group = { readonly from: number; readonly until: number };

function groupsOf(table: Table, column: number): Group[] {
  const key = (index: number) => {
    const row = table.rows[index];
    return row?.kind === 'cells' ? row.cells[column]?.merge : undefined;
  };
  const groups: Group[] = [];
  for (let from = 0; from < table.rows.length; ) {
    let until = from;
    while (key(from) !== undefined && key(until + 1) === key(from)) until++;
    for (let index = from; index <= until; index++) groups.push({ from, until });
    from = until + 1;
  }
  return groups;
}

/** A row that is taller than a page, cut into rows of at most `height` points. */
export function cutRow(row: LaidRow, index: number, height: number, { leading }: Metrics): LaidRow[] {
  const most = Math.max(1, Math.floor((height - 2 * padding) / leading));
  const count = Math.max(
    1,
    ...(row.kind === 'banner' ? [row.lines.length] : row.cells.map(({ lines }) => lines.length)),
  );
  return Array.from({ length: Math.ceil(count / most) }, (_, part): LaidRow => {
    const slice = (lines: readonly Line[]) => lines.slice(part * most, (part + 1) * most);
    const tall = Math.min(most, count - part * most) * leading + 2 * padding;
    if (row.kind === 'banner') return { kind: 'banner', lines: slice(row.lines), height: tall };
    const cells = row.cells.map((cell) => ({ lines: slice(cell.lines), from: index, until: index, height: tall }));
    return { kind: 'cells', cells, height: tall };
  });
}
