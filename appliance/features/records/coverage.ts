import { sql } from 'kysely';
import type { Database } from '../../database/connect.ts';
import { schemesFor } from '../../database/scoped.ts';
import { today as dayHere } from '../../today.ts';
import type { Scope } from '../common/scope.ts';
import { madeFromArea } from '../schemes/made-from.ts';
import { paceOf } from './pace.ts';
import { plannedShares } from './planned-share.ts';
import type { Coverage } from './schema.ts';

const latelyDays = 28;

/** How far the classes are in the running term: those the caller may read. Five queries. */
export async function readCoverage(db: Database, scope: Scope, today = dayHere()): Promise<Coverage[]> {
  const lately = new Date(Date.parse(today) - latelyDays * 86_400_000).toISOString().slice(0, 10);
  const schemes = await schemesFor(db, scope, 'read')
    .innerJoin('term', 'term.id', 'scheme.term_id')
    .innerJoin('school', 'school.id', 'scheme.school_id')
    .innerJoin('allocation', 'allocation.id', 'scheme.allocation_id')
    .innerJoin('class_stream', 'class_stream.id', 'allocation.class_id')
    .innerJoin('learning_area', 'learning_area.id', 'allocation.learning_area_id')
    .innerJoin('user', 'user.id', 'allocation.user_id')
    .select(['scheme.id', 'scheme.allocation_id', 'start_date', 'school.name as school', 'full_name'])
    .select(['scheme.status', 'term.number as termNumber', madeFromArea.as('learningAreaId')])
    .select(['class_stream.name as className', 'learning_area.name as learningArea'])
    .where('scheme.archived_at', 'is', null)
    .where('scheme.status', 'not in', ['generating', 'failed'])
    .where('term.start_date', '<=', today)
    .where('term.end_date', '>=', today)
    .orderBy('scheme.id', 'desc')
    .limit(2_000)
    .execute();
  const newest = new Map(schemes.toReversed().map((scheme) => [scheme.allocation_id, scheme]));
  if (newest.size === 0) return [];
  const date = sql`JSON_UNQUOTE(JSON_EXTRACT(slots, '$.date'))`;
  const units = sql`CAST(JSON_EXTRACT(slots, '$.units') AS UNSIGNED)`;
  const planning = db
    .selectFrom('scheme_row')
    .select('scheme_id')
    .select([
      sql<number>`SUM(${units})`.as('planned'),
      sql<number>`SUM(CASE WHEN ${date} < ${today} THEN ${units} ELSE 0 END)`.as('due'),
      sql<number>`SUM(CASE WHEN ${date} < ${today} AND ${date} >= ${lately} THEN ${units} ELSE 0 END)`.as('lately'),
    ])
    .where(
      'scheme_id',
      'in',
      [...newest.values()].map(({ id }) => id),
    )
    .where('kind', '=', 'lesson')
    .groupBy('scheme_id')
    .execute();
  const start = [...newest.values()].map(({ start_date }) => start_date).sort()[0] ?? today;
  const worth = sql`units * (CASE outcome WHEN 'taught' THEN 1 WHEN 'partly' THEN 0.5 ELSE 0 END)`;
  const doing = db
    .selectFrom('delivery')
    .leftJoin('recovery', 'recovery.delivery_id', 'delivery.id')
    .select('delivery.allocation_id')
    .select([
      sql<number>`SUM(${worth})`.as('delivered'),
      sql<number>`SUM(CASE WHEN lesson_date < ${today} AND lesson_date >= ${lately} THEN ${worth} ELSE 0 END)`.as(
        'lately',
      ),
      sql<number>`SUM(outcome = 'not-taught')`.as('missed'),
      sql<number>`SUM(outcome = 'not-taught' AND done_at IS NOT NULL)`.as('recovered'),
    ])
    .where('delivery.allocation_id', 'in', [...newest.keys()])
    .where('lesson_date', '>=', start)
    .where('lesson_date', '<=', today)
    .groupBy('delivery.allocation_id')
    .execute();
  const [planned, done, shares] = await Promise.all([planning, doing, plannedShares(db, [...newest.values()])]);
  const plannedOf = new Map(planned.map((one) => [one.scheme_id, one]));
  const doneOf = new Map(done.map((one) => [one.allocation_id, one]));
  return [...newest.values()]
    .map((scheme): Coverage => {
      const plan = plannedOf.get(scheme.id);
      const made = doneOf.get(scheme.allocation_id);
      const counts = {
        planned: Number(plan?.planned ?? 0),
        due: Number(plan?.due ?? 0),
        delivered: Number(made?.delivered ?? 0),
      };
      const lastWeeks = { dueLately: Number(plan?.lately ?? 0), deliveredLately: Number(made?.lately ?? 0) };
      return {
        ...{ allocationId: scheme.allocation_id, schemeId: scheme.id, school: scheme.school },
        ...{ className: scheme.className, learningArea: scheme.learningArea, teacher: scheme.full_name },
        ...counts,
        ...paceOf({ ...counts, ...lastWeeks }),
        plannedPct: shares.get(scheme.id) ?? 0,
        approved: scheme.status === 'approved',
        missed: Number(made?.missed ?? 0),
        recovered: Number(made?.recovered ?? 0),
      };
    })
    .sort((a, b) => b.short - a.short || a.className.localeCompare(b.className));
}
