import type { Edit, SchemeRow } from '../../../features/schemes/schema.ts';

export type Lesson = Extract<SchemeRow, { kind: 'lesson' }>;
export type CellValue = string | string[];

const ownCells = ['strand', 'subStrand', 'outcomes', 'inquiry', 'experiences', 'resources', 'assessment', 'reflection'];

export function cellOf(row: Lesson, name: string): CellValue {
  if (!ownCells.includes(name)) return row.more[name] ?? '';
  return row[name as 'reflection'];
}

/** Lists are typed a line an item. */
export function asText(value: CellValue): string {
  return Array.isArray(value) ? value.join('\n') : value;
}

export function asCell(text: string, isList: boolean): CellValue {
  if (!isList) return text.trim();
  return text
    .split('\n')
    .map((line) => line.replace(/^\s*[•*–-]\s+/, '').trim())
    .filter((line) => line !== '');
}

/** What the person sees before the server has it. */
export function applied(rows: readonly SchemeRow[], edit: Edit): SchemeRow[] {
  switch (edit.type) {
    case 'cells':
      return changedRow(rows, edit.rowId, (row) => (row.kind === 'lesson' ? withCells(row, edit.cells) : row));
    case 'lock':
      return changedRow(rows, edit.rowId, (row) => (row.kind === 'lesson' ? withLocks(row, edit) : row));
    case 'banner':
      return changedRow(rows, edit.rowId, (row) => (row.kind === 'banner' ? { ...row, text: edit.text } : row));
    case 'remove':
      return rows.filter((row) => row.id !== edit.rowId);
    case 'insert':
      return [...rows];
  }
}

function changedRow(rows: readonly SchemeRow[], id: string, change: (row: SchemeRow) => SchemeRow): SchemeRow[] {
  return rows.map((row) => (row.id === id ? change(row) : row));
}

function withCells(row: Lesson, cells: Readonly<Record<string, CellValue | readonly string[]>>): Lesson {
  const own: Record<string, unknown> = {};
  const more: Record<string, CellValue> = { ...row.more };
  for (const [name, value] of Object.entries(cells)) {
    if (ownCells.includes(name)) own[name] = value;
    else more[name] = value as CellValue;
  }
  return { ...row, ...own, more };
}

function withLocks(row: Lesson, { cells, locked }: Extract<Edit, { type: 'lock' }>): Lesson {
  const rest = row.locked.filter((name) => !cells.includes(name));
  return { ...row, locked: locked ? [...rest, ...cells] : rest };
}
