import type { Database } from '../../../database/connect.ts';
import type { Row } from '../../../database/tables.ts';
import { ProblemError } from '../../common/problem.ts';
import type { Scope } from '../../common/scope.ts';
import { answerOf } from './answer.ts';
import { partOf, type RowChange, type RowState } from './row.ts';
import type { ActAnswer } from './schema.ts';
import { onBench } from './transact.ts';

type Op = Row<'scheme_op'>;

/**
 * Takes back the caller's last act on a scheme, or with `redo` the last taking back. Acts are kept on the server, so
 * that this works after a reload and from another machine. What somebody changed since is not overwritten: `conflict`.
 */
export async function undo(
  db: Database,
  scope: Scope,
  schemeId: string,
  { clientOpId, redo }: { readonly clientOpId: string; readonly redo: boolean },
): Promise<ActAnswer> {
  const committed = await onBench(db, scope, schemeId, {
    wanted: { rowIds: 'all', clientOpIds: [clientOpId] },
    async work({ transaction, rows, done }) {
      if (done.has(clientOpId)) return { acts: [], answer: null };
      const ops = await lastActs(transaction, scope, schemeId);
      const group = redo ? redoable(ops) : undoable(ops);
      if (group.length === 0)
        throw new ProblemError('conflict', redo ? 'There is nothing to do again.' : 'There is nothing to undo.');
      const changes = inverse(group, rows);
      const now = new Date();
      const ids = group.map(({ id }) => id);
      await transaction.updateTable('scheme_op').set({ undone_at: now }).where('id', 'in', ids).execute();
      const undone = group.flatMap(({ undoes }) => (undoes === null ? [] : [undoes]));
      if (redo && undone.length > 0) {
        await transaction
          .updateTable('scheme_op')
          .set({ undone_at: null })
          .where('client_op_id', 'in', groupIds(ops, undone))
          .where('scheme_id', '=', schemeId)
          .execute();
      }
      const last = group[0]?.id ?? '';
      return { acts: [{ clientOpId, kind: redo ? 'redo' : 'undo', changes, undoes: last }], answer: null };
    },
  });
  return answerOf(committed);
}

/** Newest first. */
function lastActs(transaction: Database, scope: Scope, schemeId: string): Promise<Op[]> {
  return transaction
    .selectFrom('scheme_op')
    .selectAll()
    .where('scheme_id', '=', schemeId)
    .where('user_id', '=', scope.userId)
    .orderBy('id', 'desc')
    .limit(400)
    .execute();
}

const isActOfPerson = ({ kind }: Op) => kind !== 'undo' && kind !== 'redo';

function undoable(ops: readonly Op[]): Op[] {
  const last = ops.find((op) => isActOfPerson(op) && op.undone_at === null);
  return last === undefined ? [] : groupOf(ops, last);
}

/** Only while nothing was done since. */
function redoable(ops: readonly Op[]): Op[] {
  const last = ops.find((op) => op.kind !== 'redo' && op.undone_at === null);
  return last?.kind === 'undo' ? [last] : [];
}

/** A paste is many edits of which the names begin alike, `name_1`, `name_2`: they go together. */
function groupOf(ops: readonly Op[], last: Op): Op[] {
  const name = groupName(last);
  if (name === null) return [last];
  return ops.filter((op) => groupName(op) === name && isActOfPerson(op) && op.undone_at === null);
}

function groupIds(ops: readonly Op[], ids: readonly string[]): string[] {
  const firsts = ops.filter(({ id }) => ids.includes(id));
  return firsts.flatMap((first) => {
    const name = groupName(first);
    return name === null
      ? [first.client_op_id]
      : ops.filter((op) => groupName(op) === name).map((op) => op.client_op_id);
  });
}

function groupName({ client_op_id }: Op): string | null {
  const end = client_op_id.lastIndexOf('_');
  return end <= 0 ? null : client_op_id.slice(0, end);
}

/** Changes that lead back: the newest act first. */
function inverse(group: readonly Op[], rows: readonly RowState[]): RowChange[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const touched = new Set<string>();
  return group.flatMap((op) =>
    (JSON.parse(op.changes) as RowChange[]).toReversed().map(({ rowId, before, after }): RowChange => {
      const row = byId.get(rowId);
      if (!touched.has(rowId)) mustBeAsLeft(row, after);
      touched.add(rowId);
      if (before?.row !== undefined) {
        return {
          rowId,
          before: null,
          after: { row: { ...before.row, seq: freeSeq(rows, before.row.seq), version: before.row.version + 1 } },
        };
      }
      return { rowId, before: before === null ? { ...(row === undefined ? {} : { row }) } : after, after: before };
    }),
  );
}

/** The rows may have been moved apart since it went. */
function freeSeq(rows: readonly RowState[], seq: number): number {
  const taken = new Set(rows.map((row) => row.seq));
  let free = seq;
  while (taken.has(free)) free += 1;
  return free;
}

function mustBeAsLeft(row: RowState | undefined, after: RowChange['after']): void {
  const left = after === null ? row === undefined : row !== undefined && sameAsLeft(row, after);
  if (!left) throw new ProblemError('conflict', 'It was changed again since, so it cannot be undone.');
}

function sameAsLeft(row: RowState, after: NonNullable<RowChange['after']>): boolean {
  if (after.row !== undefined) return JSON.stringify(after.row.cells) === JSON.stringify(row.cells);
  const { locked: _now, ...now } = partOf(row, after);
  const { locked: _then, ...then } = after;
  return JSON.stringify(now) === JSON.stringify(then);
}
