import { sql } from 'kysely';
import type { Database } from '../../database/connect.ts';
import type { Row } from '../../database/tables.ts';
import type { Delivery, PlanRow } from './schema.ts';

/** A lesson of a scheme at its time. */
export type RowOfDay = {
  readonly allocationId: string;
  readonly date: string;
  readonly period: number;
  readonly units: number;
  readonly row: PlanRow;
};

/** What schemes say for days of these allocations, by `keyOf`; the newest scheme wins. Ids were found in scope. */
export async function rowsOfDays(
  db: Database,
  allocationIds: readonly string[],
  from: string,
  to: string,
): Promise<Map<string, RowOfDay>> {
  if (allocationIds.length === 0) return new Map();
  const date = sql<string>`JSON_UNQUOTE(JSON_EXTRACT(scheme_row.slots, '$.date'))`;
  const rows = await db
    .selectFrom('scheme_row')
    .innerJoin('scheme', 'scheme.id', 'scheme_row.scheme_id')
    .innerJoin('term', 'term.id', 'scheme.term_id')
    .select(['scheme_row.id', 'scheme_id', 'scheme.allocation_id', 'week', 'seq', 'slots', 'cells'])
    .where('scheme.allocation_id', 'in', allocationIds)
    .where('scheme.archived_at', 'is', null)
    .where('scheme.status', 'not in', ['generating', 'failed'])
    .where('term.start_date', '<=', to)
    .where('term.end_date', '>=', from)
    .where('kind', '=', 'lesson')
    .where(date, '>=', from)
    .where(date, '<=', to)
    .execute();
  // Put in order here: the database would make a table on the disk for texts that it sorts, and the disk may be full.
  const inOrder = rows.toSorted((a, b) =>
    a.scheme_id === b.scheme_id ? a.seq - b.seq : a.scheme_id < b.scheme_id ? -1 : 1,
  );
  return new Map(
    inOrder.map((row) => {
      const found = rowOfDay(row);
      return [keyOf(row.allocation_id, found.date, found.period), found];
    }),
  );
}

/** Lessons by their identifiers, wherever they stand now: one that is made up for has left its day. */
export async function rowsById(db: Database, ids: readonly string[]): Promise<Map<string, PlanRow>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('scheme_row')
    .innerJoin('scheme', 'scheme.id', 'scheme_row.scheme_id')
    .select(['scheme_row.id', 'scheme_id', 'scheme.allocation_id', 'week', 'slots', 'cells'])
    .where('scheme_row.id', 'in', ids)
    .execute();
  return new Map(rows.map((row) => [row.id, rowOfDay(row).row]));
}

type StoredLesson = { readonly id: string; scheme_id: string; allocation_id: string; week: number } & Pick<
  Row<'scheme_row'>,
  'slots' | 'cells'
>;

function rowOfDay(stored: StoredLesson): RowOfDay {
  const slots = JSON.parse(stored.slots) as { date: string; period: number; lesson: string; units: number };
  const cells = JSON.parse(stored.cells) as Partial<Pick<PlanRow, 'strand' | 'subStrand' | 'outcomes'>>;
  const { strand = '', subStrand = '', outcomes = [] } = cells;
  const { id, scheme_id: schemeId, week } = stored;
  const row = { id, schemeId, week, lesson: slots.lesson, strand, subStrand, outcomes };
  return { allocationId: stored.allocation_id, date: slots.date, period: slots.period, units: slots.units, row };
}

export function keyOf(allocationId: string, date: string, period: number): string {
  return `${allocationId} ${date} ${period}`;
}

/** What was written down for days of these allocations. Ids were found in scope. */
export async function deliveriesOfDays(db: Database, allocationIds: readonly string[], from: string, to: string) {
  if (allocationIds.length === 0) return [];
  return db
    .selectFrom('delivery')
    .leftJoin('recovery', 'recovery.delivery_id', 'delivery.id')
    .selectAll('delivery')
    .select(['way', 'planned_date', 'planned_period', 'done_at', 'reason_not_done'])
    .where('delivery.allocation_id', 'in', allocationIds)
    .where('lesson_date', '>=', from)
    .where('lesson_date', '<=', to)
    .orderBy('lesson_date')
    .orderBy('period')
    .execute();
}

type DeliveryRow = Pick<Row<'delivery'>, 'id' | 'outcome' | 'reason' | 'note' | 'remarks'> & {
  readonly [column in 'way' | 'planned_date' | 'planned_period' | 'done_at' | 'reason_not_done']:
    | Row<'recovery'>[column]
    | null;
};

export function deliveryAnswer(row: DeliveryRow): Delivery {
  const { id, outcome, note, remarks, way } = row;
  return {
    ...{ id, outcome, note, remarks, reason: row.reason as Delivery['reason'] },
    recovery: way && {
      ...{ way, date: row.planned_date, period: row.planned_period, doneAt: row.done_at },
      reasonNotDone: row.reason_not_done ?? '',
    },
  };
}
