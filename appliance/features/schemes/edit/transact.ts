import { sql } from 'kysely';
import type { Database } from '../../../database/connect.ts';
import { retryDeadlocks } from '../../../database/failures.ts';
import { schemesFor } from '../../../database/scoped.ts';
import type { Row } from '../../../database/tables.ts';
import { newId } from '../../../ids.ts';
import { notFound, ProblemError } from '../../common/problem.ts';
import type { Scope } from '../../common/scope.ts';
import { editableStates } from '../schema.ts';
import { changed, type RowChange, type RowState, rowState, storedColumns, storedRow } from './row.ts';

export type Act = {
  readonly clientOpId: string;
  readonly kind: Row<'scheme_op'>['kind'];
  readonly changes: readonly RowChange[];
  readonly undoes?: string;
};

/** What is worked on: held for this transaction alone. */
export type Bench = {
  readonly transaction: Database;
  readonly scheme: Row<'scheme'>;
  /** Rows asked for that are there, in order. */
  readonly rows: readonly RowState[];
  /** Acts that were done before, by the names their clients gave them. */
  readonly done: ReadonlySet<string>;
};

export type Wanted = { readonly rowIds: readonly string[] | 'all'; readonly clientOpIds: readonly string[] };

export type Outcome<Answer> = {
  readonly acts: readonly Act[];
  readonly answer: Answer;
  /** The rows the acts are meant for, where `work` moved them before. */
  readonly rows?: readonly RowState[];
  readonly scheme?: Partial<Pick<Row<'scheme'>, 'seed' | 'warnings' | 'lessons' | 'lessons_per_week' | 'term_id'>>;
};

export type Committed<Answer> = {
  readonly answer: Answer;
  readonly schemeVersion: number;
  /** Rows as they are after the acts; null of one that went. */
  readonly rows: ReadonlyMap<string, RowState | null>;
};

export type BenchWork<Answer> = {
  readonly wanted: Wanted;
  /** Holds what is to be held before the scheme is. */
  readonly first?: ((transaction: Database) => Promise<void>) | undefined;
  readonly work: (bench: Bench) => Promise<Outcome<Answer>> | Outcome<Answer>;
};

/**
 * Changes a scheme in one transaction, which holds the scheme so that acts follow each other. Five queries, whatever
 * is done. `work` sees the rows and gives the acts; it may run again after a deadlock.
 */
export async function onBench<Answer>(
  db: Database,
  scope: Scope,
  schemeId: string,
  { wanted, first, work }: BenchWork<Answer>,
): Promise<Committed<Answer>> {
  return retryDeadlocks(() =>
    db.transaction().execute(async (transaction) => {
      await first?.(transaction);
      const scheme = await hold(transaction, scope, schemeId, wanted.clientOpIds);
      const stored = await transaction
        .selectFrom('scheme_row')
        .select(storedColumns)
        .where('scheme_id', '=', schemeId)
        .$if(wanted.rowIds !== 'all', (query) => query.where('id', 'in', idsOrNone(wanted.rowIds)))
        .orderBy('seq')
        .execute();
      const rows = stored.map(rowState);
      const done = new Set(scheme.doneBefore?.split(' ') ?? []);
      const { acts, answer, scheme: schemeChange, rows: moved } = await work({ transaction, scheme, rows, done });
      if (acts.length === 0 && schemeChange === undefined) {
        return { answer, schemeVersion: scheme.version, rows: new Map() };
      }
      const after = await write(transaction, { schemeId, scope, rows: moved ?? rows, acts });
      const schemeVersion = scheme.version + 1;
      await transaction
        .updateTable('scheme')
        .set({ version: schemeVersion, ...schemeChange })
        .where('id', '=', schemeId)
        .execute();
      return { answer, schemeVersion, rows: after };
    }),
  );
}

async function hold(transaction: Database, scope: Scope, schemeId: string, clientOpIds: readonly string[]) {
  const scheme = await schemesFor(transaction, scope, 'write')
    .selectAll('scheme')
    .select(
      sql<string | null>`(SELECT GROUP_CONCAT(client_op_id SEPARATOR ' ') FROM scheme_op
        WHERE scheme_id = ${schemeId} AND client_op_id IN (${sql.join(idsOrNone(clientOpIds))}))`.as('doneBefore'),
    )
    .where('scheme.id', '=', schemeId)
    .forUpdate()
    .executeTakeFirst();
  if (scheme === undefined) throw notFound('scheme of work of yours');
  if (!(editableStates as readonly string[]).includes(scheme.status)) {
    throw new ProblemError('conflict', 'This scheme of work cannot be changed at the moment: it is not a draft.');
  }
  return scheme;
}

type Writing = {
  readonly schemeId: string;
  readonly scope: Scope;
  readonly rows: readonly RowState[];
  readonly acts: readonly Act[];
};

async function write(transaction: Database, { schemeId, scope, rows, acts }: Writing) {
  const now = new Map(rows.map((row) => [row.id, row]));
  const after = new Map<string, RowState | null>();
  for (const { changes } of acts) {
    for (const change of changes) {
      const row = next(now.get(change.rowId), change);
      after.set(change.rowId, row);
      if (row === null) now.delete(change.rowId);
      else now.set(change.rowId, row);
    }
  }
  const ops = acts.map((act) => ({
    id: newId(),
    scheme_id: schemeId,
    user_id: scope.userId,
    client_op_id: act.clientOpId,
    kind: act.kind,
    changes: JSON.stringify(act.changes),
    undoes: act.undoes ?? null,
    undone_at: null,
  }));
  if (ops.length > 0) await transaction.insertInto('scheme_op').values(inOrder(ops)).execute();
  const gone = [...after].flatMap(([id, row]) => (row === null ? [id] : []));
  const kept = [...after.values()].flatMap((row) => (row === null ? [] : [storedRow(schemeId, row)]));
  if (gone.length > 0) await transaction.deleteFrom('scheme_row').where('id', 'in', gone).execute();
  if (kept.length > 0) {
    const value = (column: string) => sql`VALUES(${sql.ref(column)})` as never;
    const columns = ['seq', 'week', 'slots', 'cells', 'locked', 'cell_versions', 'row_version'];
    await transaction
      .insertInto('scheme_row')
      .values(kept)
      .onDuplicateKeyUpdate(Object.fromEntries(columns.map((column) => [column, value(column)])))
      .execute();
  }
  return after;
}

/** Ids made in the same millisecond do not sort: acts must. */
function inOrder<Op extends { readonly id: string }>(ops: readonly Op[]): Op[] {
  const ids = ops.map(({ id }) => id).sort();
  return ops.map((op, index) => ({ ...op, id: ids[index] ?? op.id }));
}

function next(row: RowState | undefined, { after }: RowChange): RowState | null {
  if (after === null) return null;
  if (row === undefined) return after.row ?? missing();
  return changed(row, after);
}

function missing(): never {
  throw new Error('an act changes a row that is not there');
}

/** `IN ()` is no SQL. */
function idsOrNone(ids: readonly string[] | 'all'): readonly string[] {
  return ids === 'all' || ids.length === 0 ? ['-'] : ids;
}
