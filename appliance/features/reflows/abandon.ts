import type { Database } from '../../database/connect.ts';
import type { Row } from '../../database/tables.ts';

/** What was moved before the end stays moved: looking again tells what is left. */
export async function abandonReflow(
  transaction: Database,
  job: Row<'job'>,
  end: 'failed' | 'cancelled',
): Promise<void> {
  const why = end === 'cancelled' ? 'It was called off.' : (job.error ?? 'It failed several times and was logged.');
  await transaction
    .updateTable('reflow')
    .set({ stage: 'stopped', problem: `${why} Lessons that were moved before stay moved. Look again.` })
    .where('id', '=', job.target_id)
    .execute();
}
