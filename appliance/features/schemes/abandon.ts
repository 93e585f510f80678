import type { Database } from '../../database/connect.ts';
import type { Row } from '../../database/tables.ts';

/** A scheme that could not be made stays, as failed; one whose making was called off goes. */
export async function abandonScheme(
  transaction: Database,
  job: Row<'job'>,
  end: 'failed' | 'cancelled',
): Promise<void> {
  const id = job.target_id ?? '';
  if (end === 'cancelled') {
    await transaction.deleteFrom('scheme').where('id', '=', id).where('status', '=', 'generating').execute();
    return;
  }
  await transaction
    .updateTable('scheme')
    .set({ status: 'failed', version: 2 })
    .where('id', '=', id)
    .where('status', '=', 'generating')
    .execute();
}

/** A scheme that could not be made is made once more, unless it is gone or was made otherwise. */
export async function reviveScheme(transaction: Database, job: Row<'job'>): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('scheme')
    .set({ status: 'generating' })
    .where('id', '=', job.target_id ?? '')
    .where('status', '=', 'failed')
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
