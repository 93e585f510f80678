import type { Database } from '../../database/connect.ts';
import type { Row } from '../../database/tables.ts';

/** An import whose job ended undone can be checked again; what was committed of it stays and is found the same. */
export async function abandonImport(transaction: Database, job: Row<'job'>): Promise<void> {
  await transaction
    .updateTable('people_import')
    .set({ state: 'refused', problem: job.error ?? 'The work on this file was stopped. Check it again.' })
    .where('id', '=', job.target_id)
    .execute();
}
