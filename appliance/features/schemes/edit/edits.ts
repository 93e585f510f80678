import { sql } from 'kysely';
import type { Database } from '../../../database/connect.ts';
import { newId } from '../../../ids.ts';
import type { Scope } from '../../common/scope.ts';
import { answerOf } from './answer.ts';
import { type Cells, sameValue } from './cells.ts';
import { changed, partOf, type RowChange, type RowPart, type RowState, rowGap } from './row.ts';
import { type Edit, type EditResult, type EditsAnswer, mostInserts } from './schema.ts';
import { type Act, onBench } from './transact.ts';

/** What is remade by generating and so kept from it once a person has typed there. */
export const generatedCells = ['inquiry', 'experiences', 'resources', 'assessment'] as const;

/** Does edits in order. Each has its own result: one that cannot be done does not hold up the others. */
export async function edit(db: Database, scope: Scope, schemeId: string, edits: readonly Edit[]): Promise<EditsAnswer> {
  const inserts = edits.some(({ type }) => type === 'insert');
  const rowIds = inserts ? ('all' as const) : [...new Set(edits.flatMap((one) => ('rowId' in one ? [one.rowId] : [])))];
  const committed = await onBench(db, scope, schemeId, {
    wanted: { rowIds, clientOpIds: edits.map((one) => one.clientOpId) },
    async work({ transaction, rows: found, done }) {
      const rows = inserts ? await withRoom(transaction, schemeId, found) : found;
      const desk = new Map(rows.map((row) => [row.id, row]));
      const acts: Act[] = [];
      const seen = new Set(done);
      const results = edits.map((one): EditResult => {
        const { clientOpId } = one;
        if (seen.has(clientOpId)) return { clientOpId, status: 'saved' };
        seen.add(clientOpId);
        const outcome = doEdit(one, desk);
        if ('status' in outcome) return outcome;
        for (const change of outcome.changes) applyTo(desk, change);
        acts.push({ clientOpId, kind: kindOf(one), changes: outcome.changes });
        return { clientOpId, status: 'saved' };
      });
      const order = [...desk.values()].sort((a, b) => a.seq - b.seq).map(({ id }) => id);
      const named = new Set(edits.flatMap((one) => ('rowId' in one ? [one.rowId] : [])));
      // Also of what was done before or could not be done: who asks learns how the row is now.
      const seenRows = new Map([...named].map((id) => [id, desk.get(id) ?? null]));
      return { acts, rows, answer: { seenRows, results, ...(inserts ? { order } : {}) } };
    },
  });
  const { seenRows, ...answer } = committed.answer;
  return { ...answerOf({ ...committed, rows: new Map([...seenRows, ...committed.rows]) }), ...answer };
}

function kindOf({ type }: Edit): Act['kind'] {
  return type === 'insert' || type === 'remove' ? type : 'edit';
}

type Done = { readonly changes: readonly RowChange[] };

function doEdit(edit: Edit, desk: ReadonlyMap<string, RowState>): Done | EditResult {
  const { clientOpId } = edit;
  if (edit.type === 'insert') return { changes: [insertion(edit, [...desk.values()])] };
  const row = desk.get(edit.rowId);
  const refused = (reason: 'row-gone' | 'not-removable'): EditResult => ({ clientOpId, status: 'refused', reason });
  if (row === undefined) return refused('row-gone');
  switch (edit.type) {
    case 'lock': {
      const rest = row.locked.filter((name) => !edit.cells.includes(name));
      return change(row, { locked: edit.locked ? [...rest, ...edit.cells] : rest });
    }
    case 'remove':
      if (row.kind !== 'banner') return refused('not-removable');
      return { changes: [{ rowId: row.id, before: { row }, after: null }] };
    case 'banner':
      if (row.kind !== 'banner') return refused('row-gone');
      return typed(edit, row, { text: edit.text });
    case 'cells':
      if (row.kind !== 'lesson') return refused('row-gone');
      return typed(edit, row, edit.cells);
  }
}

/** Cells that somebody else changed since the person saw the row are told, not overwritten. */
function typed(
  { clientOpId, rowVersion }: { readonly clientOpId: string; readonly rowVersion: number },
  row: RowState,
  cells: Cells,
): Done | EditResult {
  const differing = Object.entries(cells).filter(([name, value]) => !sameValue(row.cells[name], value));
  const lost = differing.filter(([name]) => (row.cellVersions[name] ?? 1) > rowVersion);
  if (lost.length > 0) {
    const theirs = Object.fromEntries(lost.map(([name]) => [name, (row.cells[name] ?? '') as string]));
    return { clientOpId, status: 'conflict', rowId: row.id, theirs };
  }
  if (differing.length === 0) return { changes: [] };
  const kept = differing.map(([name]) => name).filter((name) => (generatedCells as readonly string[]).includes(name));
  const locked = [...new Set([...row.locked, ...kept])];
  return change(row, { cells: Object.fromEntries(differing), ...(kept.length > 0 ? { locked } : {}) });
}

function change(row: RowState, after: RowPart): Done {
  return { changes: [{ rowId: row.id, before: partOf(row, after), after }] };
}

function insertion(edit: Extract<Edit, { type: 'insert' }>, rows: readonly RowState[]): RowChange {
  const sorted = [...rows].sort((a, b) => a.seq - b.seq);
  const place = edit.afterRowId === null ? -1 : sorted.findIndex(({ id }) => id === edit.afterRowId);
  const before = edit.afterRowId !== null && place === -1 ? sorted.at(-1) : sorted[place];
  const after = sorted[place + 1];
  const id = newId();
  const row: RowState = {
    id,
    seq: between(before?.seq, before === sorted.at(-1) ? undefined : after?.seq),
    kind: 'banner',
    nodeId: null,
    week: before?.week ?? after?.week ?? 1,
    slots: {},
    cells: { banner: edit.banner, text: edit.text.trim() },
    locked: [],
    cellVersions: {},
    version: 1,
  };
  return { rowId: id, before: null, after: { row } };
}

/** Place for a few more between any two: rows that lie close are moved apart, all at once and in their order. */
async function withRoom(
  transaction: Database,
  schemeId: string,
  rows: readonly RowState[],
): Promise<readonly RowState[]> {
  const close = rows.some((row, index) => index > 0 && row.seq - (rows[index - 1]?.seq ?? 0) < 2 ** (mostInserts + 1));
  if (!close) return rows;
  // By way of numbers below nothing, as no two rows may have the same one at any moment.
  await sql`UPDATE scheme_row JOIN (
      SELECT id, ROW_NUMBER() OVER (ORDER BY seq) AS place FROM scheme_row WHERE scheme_id = ${schemeId}
    ) AS placed ON placed.id = scheme_row.id SET seq = -(${rowGap} * place)`.execute(transaction);
  await sql`UPDATE scheme_row SET seq = -seq WHERE scheme_id = ${schemeId}`.execute(transaction);
  return rows.map((row, index) => ({ ...row, seq: rowGap * (index + 1) }));
}

function between(before: number | undefined, after: number | undefined): number {
  if (after === undefined) return (before ?? 0) + rowGap;
  return Math.floor(((before ?? after - 2 * rowGap) + after) / 2);
}

export function applyTo(desk: Map<string, RowState>, { rowId, after }: RowChange): void {
  const row = desk.get(rowId);
  if (after === null) desk.delete(rowId);
  else if (row === undefined) {
    if (after.row !== undefined) desk.set(rowId, after.row);
  } else desk.set(rowId, changed(row, after));
}
