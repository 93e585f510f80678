import { sql } from 'kysely';
import type { Database } from '../../database/connect.ts';
import type { NewRow } from '../../database/tables.ts';
import type { RowState } from '../schemes/edit/row.ts';
import { assemble, overridesOf } from './assemble.ts';
import { planId } from './change.ts';
import type { PrepareRequest } from './schema.ts';
import type { Shelf } from './store.ts';

/** Lessons whose plans are asked for, as they stand on the sheet. */
export function wantedLessons({ lessons }: Pick<Shelf, 'lessons'>, what: PrepareRequest['what']): RowState[] {
  if (what === 'all') return [...lessons];
  return lessons.filter((row) => ('week' in what ? row.week === what.week : row.nodeId === what.nodeId));
}

/**
 * Goes through plans and notes that they are prepared and what the template's rules find in them. The texts need not
 * be kept: they follow from row, template and seed. Done twice, it is the same; what a person changed stays.
 */
export async function preparePlans(
  db: Database,
  shelf: Omit<Shelf, 'editable'>,
  rows: readonly RowState[],
  issues: ReadonlyMap<string, readonly string[]>,
): Promise<void> {
  if (rows.length === 0) return;
  const { id: scheme_id, template_key, template_version } = shelf.scheme;
  const values = rows.map((row): NewRow<'lesson_plan'> => {
    const overrides = overridesOf(shelf.plans.get(row.id));
    const { notes } = assemble(shelf, row, { issues: issues.get(row.nodeId ?? '') ?? [], overrides, language: 'en' });
    return {
      ...{ id: planId(row.id), scheme_id, row_id: row.id, template_key, template_version },
      ...{ overrides: '{}', version: 1, prepared_at: new Date(), findings: notes.length },
    };
  });
  await db
    .insertInto('lesson_plan')
    .values(values)
    .onDuplicateKeyUpdate({
      findings: sql`VALUES(findings)`,
      prepared_at: sql`COALESCE(prepared_at, VALUES(prepared_at))`,
    })
    .execute();
}
