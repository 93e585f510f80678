import { sql } from 'kysely';
import { type Database, preparedMark } from '../../database/connect.ts';
import { visibleSchemes } from '../../database/scoped.ts';
import type { Row } from '../../database/tables.ts';
import { notFound } from '../common/problem.ts';
import type { Scope } from '../common/scope.ts';
import { type RowState, rowState, storedColumns } from '../schemes/edit/row.ts';
import { madeFromArea } from '../schemes/made-from.ts';
import { inSheetOrder } from '../schemes/sheet-order.ts';
import { isEditable } from '../schemes/store.ts';

export type SchemeOfPlans = Row<'scheme'> & { readonly learning_area_id: string; readonly user_id: string };
export type StoredPlan = Row<'lesson_plan'>;

/** A scheme with its lessons as they stand on the sheet, and the plans that were touched. Three queries. */
export type Shelf = {
  readonly scheme: SchemeOfPlans;
  readonly editable: boolean;
  readonly lessons: readonly RowState[];
  readonly plans: ReadonlyMap<string, StoredPlan>;
};

/** Throws `not-found` when the scheme is out of reach. */
export async function openShelf(db: Database, scope: Scope, schemeId: string): Promise<Shelf> {
  const scheme = await visibleSchemes(db, scope)
    .modifyFront(sql.raw(preparedMark))
    .innerJoin('allocation', 'allocation.id', 'scheme.allocation_id')
    .selectAll('scheme')
    .select([madeFromArea.as('learning_area_id'), 'allocation.user_id'])
    .where('scheme.id', '=', schemeId)
    .executeTakeFirst();
  if (scheme === undefined) throw notFound('scheme of work');
  const [lessons, plans] = await Promise.all([lessonsOf(db, schemeId), plansOf(db, schemeId)]);
  return { scheme, editable: isEditable(scope, scheme), lessons, plans };
}

/** Lessons that have a day, as they stand on the sheet. */
export async function lessonsOf(db: Database, schemeId: string): Promise<RowState[]> {
  const rows = await db
    .selectFrom('scheme_row')
    .modifyFront(sql.raw(preparedMark))
    .select(storedColumns)
    .where('scheme_id', '=', schemeId)
    .where('kind', '=', 'lesson')
    .orderBy('seq')
    .execute();
  return inSheetOrder(rows)
    .map(rowState)
    .filter((row) => row.slots['date'] !== null);
}

/** Plans of a scheme that were touched, by their row. */
export async function plansOf(db: Database, schemeId: string): Promise<Map<string, StoredPlan>> {
  const plans = await db.selectFrom('lesson_plan').selectAll().where('scheme_id', '=', schemeId).execute();
  return new Map(plans.map((plan) => [plan.row_id, plan]));
}

/** Contemporary issues the curriculum names, by sub-strand. */
export async function issuesOf(db: Database, learningAreaId: string): Promise<Map<string, string[]>> {
  const hints = await db
    .selectFrom('hint')
    .select(['node_id', 'text'])
    .where('learning_area_id', '=', learningAreaId)
    .where('kind', '=', 'issue')
    .orderBy('seq')
    .execute();
  const issues = new Map<string, string[]>();
  for (const { node_id, text } of hints) issues.set(node_id, [...(issues.get(node_id) ?? []), text]);
  return issues;
}
