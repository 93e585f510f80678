import type { Edit, SchemeRow } from '../../../features/schemes/schema.ts';
import { asText, type CellValue, cellOf } from './rows.ts';

/** Cells that somebody else changed while the person typed, or that were refused: nothing is lost, the person decides. */
export type Conflict = { readonly edit: Edit; readonly mine: string; readonly theirs: string; readonly cell: string };

export function conflictsOf(
  edit: Edit,
  theirs: Readonly<Record<string, CellValue | readonly string[]>>,
): readonly Conflict[] {
  if (edit.type !== 'cells') return [];
  return Object.entries(edit.cells)
    .filter(([name]) => Object.keys(theirs).length === 0 || name in theirs)
    .map(([cell, mine]) => ({
      edit: { ...edit, cells: { [cell]: mine } },
      cell,
      mine: asText(mine as CellValue),
      theirs: asText((theirs[cell] ?? '') as CellValue),
    }));
}

/** What was refused, beside what the server has in its place. */
export function besideServer(edit: Edit, rows: readonly SchemeRow[]): readonly Conflict[] {
  const row = edit.type === 'cells' ? rows.find(({ id }) => id === edit.rowId) : undefined;
  if (edit.type !== 'cells' || row?.kind !== 'lesson') return conflictsOf(edit, {});
  return conflictsOf(edit, Object.fromEntries(Object.keys(edit.cells).map((name) => [name, cellOf(row, name)])));
}
