import { sql } from 'kysely';
import type { Database } from '../../database/connect.ts';
import { retryDeadlocks } from '../../database/failures.ts';
import { allocationsFor, schemesFor } from '../../database/scoped.ts';
import { derivedId } from '../../ids.ts';
import { today as dayHere } from '../../today.ts';
import type { Scope } from '../common/scope.ts';
import type { RecordAnswer, RecordItem } from './schema.ts';

type Refusal = 'not-yours' | 'in-the-future' | 'not-of-the-class';

/** Writes down what became of lessons, in the order sent; one that may not be written is refused by itself. */
export async function recordDeliveries(
  db: Database,
  scope: Scope,
  items: readonly RecordItem[],
): Promise<RecordAnswer> {
  const schools = await schoolsOf(db, scope, items);
  const classOf = await classesOfRows(db, scope, items);
  const today = dayHere();
  const refusal = (item: RecordItem): Refusal | undefined => {
    if (!schools.has(item.allocationId)) return 'not-yours';
    if (item.date > today) return 'in-the-future';
    if (item.rowId !== null && classOf.get(item.rowId) !== item.allocationId) return 'not-of-the-class';
    return undefined;
  };
  const answers = new Map<string, RecordAnswer['items'][number]>();
  const allowed = items.filter((item) => {
    const reason = refusal(item);
    if (reason === undefined) return true;
    answers.set(item.clientOpId, { clientOpId: item.clientOpId, status: 'refused', reason });
    return false;
  });
  if (allowed.length > 0) {
    const fresh = await retryDeadlocks(() => write(db, scope, allowed, schools));
    for (const { clientOpId } of allowed) {
      answers.set(clientOpId, { clientOpId, status: fresh.has(clientOpId) ? 'saved' : 'known' });
    }
  }
  return { items: items.flatMap(({ clientOpId }) => answers.get(clientOpId) ?? []) };
}

async function schoolsOf(db: Database, scope: Scope, items: readonly RecordItem[]): Promise<Map<string, string>> {
  const ids = [...new Set(items.map(({ allocationId }) => allocationId))];
  const rows = await allocationsFor(db, scope, 'write')
    .select(['allocation.id', 'allocation.school_id'])
    .where('allocation.id', 'in', ids)
    .execute();
  return new Map(rows.map((row) => [row.id, row.school_id]));
}

async function classesOfRows(db: Database, scope: Scope, items: readonly RecordItem[]): Promise<Map<string, string>> {
  const ids = [...new Set(items.flatMap(({ rowId }) => rowId ?? []))];
  if (ids.length === 0) return new Map();
  const rows = await schemesFor(db, scope, 'write')
    .innerJoin('scheme_row', 'scheme_row.scheme_id', 'scheme.id')
    .select(['scheme_row.id', 'scheme.allocation_id'])
    .where('scheme_row.id', 'in', ids)
    .execute();
  return new Map(rows.map((row) => [row.id, row.allocation_id]));
}

/** Gives the ids of what was not known yet. */
async function write(
  db: Database,
  scope: Scope,
  items: readonly RecordItem[],
  schools: ReadonlyMap<string, string>,
): Promise<Set<string>> {
  return db.transaction().execute(async (transaction) => {
    const ids = items.map(({ clientOpId }) => clientOpId);
    const known = await transaction
      .selectFrom('delivery_op')
      .select('client_op_id')
      .where('user_id', '=', scope.userId)
      .where('client_op_id', 'in', ids)
      .forUpdate()
      .execute();
    const old = new Set(known.map(({ client_op_id }) => client_op_id));
    const fresh = new Map(items.filter(({ clientOpId }) => !old.has(clientOpId)).map((one) => [one.clientOpId, one]));
    if (fresh.size === 0) return new Set<string>();
    await transaction
      .insertInto('delivery_op')
      .values([...fresh.keys()].map((client_op_id) => ({ user_id: scope.userId, client_op_id })))
      .execute();
    // The last word about a lesson counts.
    const last = new Map([...fresh.values()].map((one) => [`${one.allocationId} ${one.date} ${one.period}`, one]));
    const set = (column: string) => sql.raw<never>(`VALUES(${column})`);
    await transaction
      .insertInto('delivery')
      .values(
        [...last.values()].map((one) => ({
          id: derivedId('delivery', one.allocationId, one.date, one.period),
          school_id: schools.get(one.allocationId) ?? '',
          ...{ allocation_id: one.allocationId, lesson_date: one.date, period: one.period, units: one.units },
          ...{ row_id: one.rowId, outcome: one.outcome, reason: one.outcome === 'taught' ? null : one.reason },
          ...{ note: one.note, remarks: one.remarks, entered_by: scope.userId },
        })),
      )
      .onDuplicateKeyUpdate({
        ...{ units: set('units'), row_id: set('row_id'), outcome: set('outcome'), reason: set('reason') },
        ...{ note: set('note'), remarks: set('remarks'), entered_by: set('entered_by') },
      })
      .execute();
    await settleRecoveries(transaction, [...last.values()]);
    return new Set(fresh.keys());
  });
}

/** A lesson taught at the time kept for making up for a missed one ends that matter. */
async function settleRecoveries(transaction: Database, items: readonly RecordItem[]): Promise<void> {
  for (const { allocationId, date, period, outcome } of items) {
    await transaction
      .updateTable('recovery')
      .set({ done_at: outcome === 'not-taught' ? null : date })
      .where('allocation_id', '=', allocationId)
      .where('planned_date', '=', date)
      .where('planned_period', '=', period)
      .execute();
  }
}
