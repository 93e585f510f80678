import type { Table } from '../model.ts';
import type { Flow } from './flow.ts';
import { breakLines } from './lines.ts';
import { cutRow, type LaidRow, layRows, type Metrics, metricsOf, padding } from './table-rows.ts';

type Placed = { readonly row: LaidRow; readonly index: number; readonly y: number; height: number };

/**
 * Draws a table over as many pages as it takes: the heading stands on each, rows stay whole, and a cell that spans rows
 * says its text again on the next page.
 */
export function drawTable(flow: Flow, table: Table): void {
  const metrics = metricsOf(table, flow.width);
  const rows = layRows(table, metrics, flow.typeface);
  const headHeight = table.heading ? headingHeight(flow, table, metrics) : 0;
  flow.want(headHeight + Math.min(rows[0]?.height ?? 0, 120));
  let placed: Placed[] = [];
  let closing = 0;
  const top = () => {
    if (table.heading) drawHeading(flow, table, metrics, headHeight);
    placed = [];
  };
  const endPage = () => {
    const last = placed.at(-1);
    if (last !== undefined) last.height = Math.max(last.height, closing);
    drawRows(flow, placed, metrics, table);
  };
  const place = (row: LaidRow, index: number): boolean => {
    closing = wanted(row, placed, { index, y: flow.y }, () => true);
    if (flow.y + closing > flow.bottom) return false;
    const height = wanted(row, placed, { index, y: flow.y }, (until) => until === index);
    placed.push({ row, index, y: flow.y, height });
    flow.y += height;
    return true;
  };
  top();
  rows.forEach((row, index) => {
    const before = closing;
    if (place(row, index)) return;
    closing = before;
    const isFresh = placed.length === 0 && flow.y <= flow.margin + headHeight + 1;
    if (!isFresh) {
      endPage();
      flow.newPage();
      top();
      if (place(row, index)) return;
    }
    for (const piece of cutRow(row, index, flow.bottom - flow.y, metrics)) {
      if (place(piece, index)) continue;
      closing = 0;
      endPage();
      flow.newPage();
      top();
      place(piece, index);
    }
  });
  endPage();
  const last = placed.at(-1);
  flow.y = last === undefined ? flow.y : last.y + last.height;
}

/** Height of a row when the groups of cells that `ends` says end with it must have room for their texts. */
function wanted(
  row: LaidRow,
  placed: readonly Placed[],
  at: { readonly index: number; readonly y: number },
  ends: (until: number) => boolean,
): number {
  if (row.kind === 'banner') return row.height;
  return row.cells.reduce((height, cell) => {
    if (cell.from === cell.until || !ends(cell.until)) return height;
    const first = placed.find(({ index }) => index >= cell.from);
    return Math.max(height, cell.height - (at.y - (first?.y ?? at.y)));
  }, row.height);
}

function headingHeight(flow: Flow, table: Table, { size, leading, widths }: Metrics): number {
  const lines = table.columns.map(
    ({ label }, column) =>
      breakLines(
        [{ text: label }],
        { typeface: flow.typeface, size, width: (widths[column] ?? 0) - 2 * padding },
        'bold',
      ).length,
  );
  return Math.max(1, ...lines) * leading + 2 * padding;
}

function drawHeading(flow: Flow, table: Table, { size, leading, widths }: Metrics, height: number): void {
  const { canvas, typeface, y } = flow;
  let x = flow.margin;
  table.columns.forEach(({ label }, column) => {
    const width = widths[column] ?? 0;
    canvas.box(x, y, width, height, { fill: 0.9, stroke: 0.5 });
    const lines = breakLines([{ text: label }], { typeface, size, width: width - 2 * padding }, 'bold');
    canvas.lines(lines, x + padding, y + padding, { size, leading, weight: 'bold' });
    x += width;
  });
  flow.y += height;
}

function drawRows(flow: Flow, placed: readonly Placed[], metrics: Metrics, table: Table): void {
  const { canvas } = flow;
  const { size, leading, widths } = metrics;
  placed.forEach(({ row, index, y, height }, position) => {
    let x = flow.margin;
    if (row.kind === 'banner') {
      canvas.box(x, y, flow.width, height, { fill: 0.94, stroke: 0.5 });
      canvas.lines(row.lines, x + padding, y + padding, { size, leading, weight: 'bold' });
      return;
    }
    row.cells.forEach((cell, column) => {
      const width = widths[column] ?? 0;
      const isLabel = table.columns[column]?.isLabel === true;
      const startsHere = cell.from === index || position === 0;
      if (startsHere) {
        const last = placed.findLast((one) => one.index <= cell.until) ?? { y, height };
        const tall = last.y + last.height - y;
        const fill = isLabel ? { fill: 0.95 } : {};
        canvas.box(x, y, width, cell.from === cell.until ? height : tall, { ...fill, stroke: 0.5 });
        const weight = isLabel ? 'bold' : 'regular';
        canvas.lines(cell.lines, x + padding, y + padding, { size, leading, weight });
      }
      x += width;
    });
  });
}
