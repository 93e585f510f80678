type Ordered = { readonly kind: 'lesson' | 'banner'; readonly slots: string; readonly cells: string };
type Slots = { readonly date?: string | null; readonly period?: number | null; readonly from?: string };

/**
 * Rows as they stand on the sheet. Kept is the order of teaching; on the sheet lessons stand by their day, rows across
 * the sheet by theirs, and a remark behind the row it was put to. What has no day stands at the end.
 */
export function inSheetOrder<Row extends Ordered>(rows: readonly Row[]): Row[] {
  let before = '';
  return rows
    .map((row, index) => {
      const { date, period, from } = JSON.parse(row.slots) as Slots;
      const remark = row.kind === 'banner' && from === undefined;
      const key = remark ? before : row.kind === 'banner' ? `${from} ${rankOf(row)}` : keyOf(date, period);
      if (row.kind === 'lesson' || remark) before = key;
      return { row, key, index };
    })
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.index - b.index))
    .map(({ row }) => row);
}

/** On one day the opening stands before the lessons and the closing after them. */
function rankOf(row: Ordered): string {
  return (JSON.parse(row.cells) as { banner?: string }).banner === 'closing' ? '99' : '00';
}

function keyOf(date: string | null | undefined, period: number | null | undefined): string {
  return date == null ? '9999' : `${date} ${String(period ?? 0).padStart(2, '0')}`;
}
