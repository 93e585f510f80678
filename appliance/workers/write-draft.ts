import type { Database } from '../database/connect.ts';
import { insertRows } from '../database/insert-rows.ts';
import type { NewRow } from '../database/tables.ts';
import { rowGap } from '../features/schemes/edit/row.ts';
import type { SchemeDraft, SchemeDraftRow } from '../features/schemes/engine/types.ts';
import { derivedId } from '../ids.ts';

/**
 * Puts the rows of a generated scheme in place and opens it, in one transaction with `finish`. A scheme that is
 * already made, because the job ran before, stays as it is: false.
 */
export async function writeDraft(
  db: Database,
  schemeId: string,
  draft: SchemeDraft,
  finish: (transaction: Database) => Promise<void>,
): Promise<boolean> {
  return db.transaction().execute(async (transaction) => {
    const scheme = await transaction
      .selectFrom('scheme')
      .select('status')
      .where('id', '=', schemeId)
      .forUpdate()
      .executeTakeFirst();
    const wanted = scheme?.status === 'generating';
    if (wanted) {
      const rows = draft.rows.map((row, index) => rowValues(schemeId, (index + 1) * rowGap, row));
      await insertRows(transaction, 'scheme_row', rows);
      await transaction
        .updateTable('scheme')
        .set({ status: 'draft', version: 2, input_hash: draft.inputHash, warnings: JSON.stringify(draft.warnings) })
        .where('id', '=', schemeId)
        .execute();
    }
    await finish(transaction);
    return wanted;
  });
}

/** Identifiers follow from the place in the scheme, so that a second writing could only meet the first. */
export function rowValues(schemeId: string, seq: number, row: SchemeDraftRow): NewRow<'scheme_row'> {
  const common = { id: derivedId('row', schemeId, seq), scheme_id: schemeId, seq, week: row.week, row_version: 1 };
  if (row.kind === 'banner') {
    const { from, to, banner, text } = row;
    const slots = JSON.stringify({ from, to });
    return { ...common, kind: 'banner', node_id: null, slots, cells: JSON.stringify({ banner, text }) };
  }
  const { lesson, date, period, units, minutes } = row;
  const { strand, subStrand, outcomes, outcomeIds, inquiry, experiences, resources, assessment } = row;
  return {
    ...common,
    kind: 'lesson',
    node_id: row.nodeId,
    slots: JSON.stringify({ lesson, date, period, units, minutes }),
    cells: JSON.stringify({
      ...{ strand, subStrand, outcomes, outcomeIds, inquiry, experiences, resources, assessment },
      reflection: '',
    }),
  };
}
