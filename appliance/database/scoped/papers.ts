import { createHash } from 'node:crypto';
import type { PlanOverrides } from '../../features/plans/engine/types.ts';
import { mondayOf } from '../../features/record-checks/week.ts';
import type { Database } from '../connect.ts';

/*
 * Part of `scoped.ts`: what anybody may ask who holds a printed paper, signed in or not. Found by the code of the paper
 * alone; nothing is given out but what was printed, and whether it still holds.
 */

export function paperOf(db: Database, code: string) {
  return db
    .selectFrom('paper')
    .select(['kind', 'scheme_id', 'subject_id', 'sha256', 'facts'])
    .where('paper.code', '=', code)
    .executeTakeFirst();
}

/** The hash of the newest state of a scheme that was approved. */
export async function approvedHash(db: Database, schemeId: string): Promise<string | undefined> {
  const found = await db
    .selectFrom('review')
    .select('sha256')
    .where('scheme_id', '=', schemeId)
    .where('state', '=', 'approved')
    .orderBy('revision', 'desc')
    .limit(1)
    .executeTakeFirst();
  return found?.sha256;
}

/** The hash of all that the plan of a lesson follows from, as it is now. Undefined when the lesson is gone. */
export async function planHash(db: Database, rowId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('scheme_row')
    .innerJoin('scheme', 'scheme.id', 'scheme_row.scheme_id')
    .leftJoin('lesson_plan', 'lesson_plan.row_id', 'scheme_row.id')
    .select(['week', 'slots', 'cells', 'overrides', 'scheme.template_key', 'scheme.seed', 'textbook'])
    .where('scheme_row.id', '=', rowId)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const overrides = Object.entries(JSON.parse(row.overrides ?? '{}') as PlanOverrides);
  const written = overrides.flatMap(([slot, { value, turn = 0 }]) =>
    value === undefined && turn === 0 ? [] : [[slot, { value, turn }] as const],
  );
  const texts = [row.slots, row.cells].map((text) => JSON.parse(text) as unknown);
  return hashOf([row.week, ...texts, Object.fromEntries(written), row.template_key, row.seed, row.textbook]);
}

/**
 * The hash of what was written into the record of the class of a scheme, from the first day of its term to the Sunday of
 * a week that was looked at. Undefined when that look was taken back.
 */
export async function recordHash(db: Database, schemeId: string, until: string): Promise<string | undefined> {
  const look = db
    .selectFrom('record_check')
    .innerJoin('scheme', 'scheme.allocation_id', 'record_check.allocation_id')
    .select('week_start')
    .where('scheme.id', '=', schemeId)
    .where('week_start', '=', mondayOf(until))
    .executeTakeFirst();
  const written = db
    .selectFrom('delivery')
    .innerJoin('scheme', 'scheme.allocation_id', 'delivery.allocation_id')
    .innerJoin('term', 'term.id', 'scheme.term_id')
    .select(['lesson_date', 'period', 'row_id', 'outcome', 'reason', 'note', 'remarks'])
    .where('scheme.id', '=', schemeId)
    .whereRef('lesson_date', '>=', 'term.start_date')
    .where('lesson_date', '<=', until)
    .orderBy('lesson_date')
    .orderBy('period')
    .execute();
  const [looked, lines] = await Promise.all([look, written]);
  if (looked === undefined) return undefined;
  return hashOf(
    lines.map((one) => [
      ...[one.lesson_date, one.period, one.row_id, one.outcome, one.reason],
      ...[one.note, one.remarks],
    ]),
  );
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value, inOrder)).digest('hex');
}

/** What was changed and changed back may have its names in another order. */
function inOrder(_name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}
