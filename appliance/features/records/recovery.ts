import type { Database } from '../../database/connect.ts';
import { deliveriesFor } from '../../database/scoped.ts';
import { today as dayHere } from '../../today.ts';
import { notFound, ProblemError } from '../common/problem.ts';
import type { Scope } from '../common/scope.ts';
import type { RecoveryRequest } from './schema.ts';

/** Says that a missed lesson was made up for, or why not: for the schedule. Throws `not-found`, `invalid-request`. */
export async function settleRecovery(
  db: Database,
  scope: Scope,
  deliveryId: string,
  { doneAt, reasonNotDone }: RecoveryRequest,
): Promise<void> {
  const found = await deliveriesFor(db, scope, 'write')
    .innerJoin('recovery', 'recovery.delivery_id', 'delivery.id')
    .select(['delivery.id', 'lesson_date'])
    .where('delivery.id', '=', deliveryId)
    .executeTakeFirst();
  if (found === undefined) throw notFound('missed lesson of yours that is dealt with');
  if (doneAt !== null && (doneAt < found.lesson_date || doneAt > dayHere())) {
    throw new ProblemError('invalid-request', 'It was made up for between the missed lesson and today.', {
      issues: [{ path: 'body.doneAt', message: 'between the missed lesson and today' }],
    });
  }
  await db
    .updateTable('recovery')
    .set({ done_at: doneAt, reason_not_done: doneAt === null ? reasonNotDone : '' })
    .where('delivery_id', '=', found.id)
    .execute();
}
