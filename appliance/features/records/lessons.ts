import { sql } from 'kysely';
import type { Database } from '../../database/connect.ts';
import type { Row } from '../../database/tables.ts';
import type { Delivery, PlanRow } from './schema.ts';

/** What schemes say for days of these allocations, by `keyOf`; the newest scheme wins. Ids were found in scope. */
export async function rowsOfDays(
  db: Database,
  allocationIds: readonly string[],
  from: string,
  to: string,
): Promise<Map<string, PlanRow & { readonly units: number; readonly allocationId: string; readonly date: string }>> {
  if (allocationIds.length === 0) return new Map();
  const date = sql<string>`JSON_UNQUOTE(JSON_EXTRACT(scheme_row.slots, '$.date'))`;
  const rows = await db
    .selectFrom('scheme_row')
    .innerJoin('scheme', 'scheme.id', 'scheme_row.scheme_id')
    .innerJoin('term', 'term.id', 'scheme.term_id')
    .select(['scheme_row.id', 'scheme_id', 'scheme.allocation_id', 'week', 'slots', 'cells'])
    .where('scheme.allocation_id', 'in', allocationIds)
    .where('scheme.archived_at', 'is', null)
    .where('scheme.status', 'not in', ['generating', 'failed'])
    .where('term.start_date', '<=', to)
    .where('term.end_date', '>=', from)
    .where('kind', '=', 'lesson')
    .where(date, '>=', from)
    .where(date, '<=', to)
    .orderBy('scheme.id')
    .orderBy('seq')
    .execute();
  return new Map(
    rows.map((row) => {
      const slots = JSON.parse(row.slots) as { date: string; period: number; lesson: string; units: number };
      const cells = JSON.parse(row.cells) as Pick<PlanRow, 'strand' | 'subStrand' | 'outcomes'>;
      const { strand = '', subStrand = '', outcomes = [] } = cells;
      const plan = { id: row.id, schemeId: row.scheme_id, week: row.week, lesson: slots.lesson };
      const whole = { ...plan, strand, subStrand, outcomes, units: slots.units };
      const key = keyOf(row.allocation_id, slots.date, slots.period);
      return [key, { ...whole, allocationId: row.allocation_id, date: slots.date }];
    }),
  );
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
