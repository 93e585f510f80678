import { record } from '../../database/audit.ts';
import type { Database } from '../../database/connect.ts';
import { retryDeadlocks } from '../../database/failures.ts';
import { hasOtherHeadOfDepartment } from '../../database/scoped/people.ts';
import { schemesFor } from '../../database/scoped.ts';
import { newId } from '../../ids.ts';
import { notFound, ProblemError } from '../common/problem.ts';
import type { Scope } from '../common/scope.ts';
import { editableStates } from '../schemes/schema.ts';
import { stepsOf } from './flow.ts';
import { countFindings, sha256, snapshotOf } from './snapshot.ts';

/**
 * Hands a scheme in as it is now: from here on this state of it is kept for good. Gives the review's identifier. Throws
 * `conflict` when it is at another version than the one its teacher saw.
 */
export async function handIn(db: Database, scope: Scope, schemeId: string, seenVersion?: number): Promise<string> {
  return retryDeadlocks(() =>
    db.transaction().execute(async (transaction) => {
      const scheme = await schemesFor(transaction, scope, 'write')
        .select(['id', 'school_id', 'allocation_id', 'template_key', 'status', 'owner_id', 'version'])
        .where('scheme.id', '=', schemeId)
        .forUpdate()
        .executeTakeFirst();
      if (scheme === undefined) throw notFound('scheme of work of yours');
      if (!(editableStates as readonly string[]).includes(scheme.status)) {
        throw new ProblemError('conflict', 'This scheme of work is handed in already, or is not finished.');
      }
      if (seenVersion !== undefined && seenVersion !== scheme.version) {
        throw new ProblemError('conflict', 'The scheme was changed since: look at it once more, then hand it in.');
      }
      const snapshot = await snapshotOf(transaction, scheme);
      const text = JSON.stringify(snapshot);
      const before = await transaction
        .selectFrom('review')
        .select(['revision', 'sha256', 'state'])
        .where('scheme_id', '=', schemeId)
        .orderBy('revision', 'desc')
        .execute();
      const standing = before.find(({ state }) => state !== 'withdrawn');
      if (standing?.state === 'approved' && standing.sha256 === sha256(text)) {
        throw new ProblemError('conflict', 'Nothing was changed since it was approved.');
      }
      const steps = await stepsOf(transaction, scheme.school_id);
      const hasHead = await hasOtherHeadOfDepartment(transaction, scope.userId, scheme.school_id);
      const needed = steps.filter(({ role, optional }) => !optional || role !== 'head-of-department' || hasHead);
      const id = newId();
      await transaction
        .insertInto('review')
        .values({
          ...{ id, school_id: scheme.school_id, allocation_id: scheme.allocation_id, scheme_id: schemeId },
          ...{ revision: (before[0]?.revision ?? 0) + 1, state: 'submitted', step_no: 1, decided_at: null },
          ...{ steps: JSON.stringify(needed.length === 0 ? steps.slice(-1) : needed), submitted_by: scope.userId },
          ...{ submitted_at: new Date(), findings: countFindings(snapshot), snapshot: text, sha256: sha256(text) },
        })
        .execute();
      await transaction.updateTable('scheme').set({ status: 'submitted' }).where('id', '=', schemeId).execute();
      const act = { actorId: scope.userId, schoolId: scheme.school_id, object: `scheme ${schemeId}` };
      await record(transaction, { ...act, action: 'scheme.hand-in' });
      return id;
    }),
  );
}

/** Takes back what was handed in and nobody decided on: the scheme is again what the revision before made of it. */
export async function withdraw(db: Database, scope: Scope, schemeId: string): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const scheme = await schemesFor(transaction, scope, 'write')
      .select(['id', 'status', 'school_id'])
      .where('scheme.id', '=', schemeId)
      .forUpdate()
      .executeTakeFirst();
    if (scheme === undefined) throw notFound('scheme of work of yours');
    if (scheme.status !== 'submitted') {
      throw new ProblemError('conflict', 'Only a scheme that was handed in and not looked at yet is taken back.');
    }
    const decided = await transaction
      .selectFrom('review')
      .select('state')
      .where('scheme_id', '=', schemeId)
      .where('state', 'in', ['approved', 'returned'])
      .orderBy('revision', 'desc')
      .limit(1)
      .executeTakeFirst();
    const status = decided?.state === 'approved' || decided?.state === 'returned' ? decided.state : 'draft';
    const open = { state: 'withdrawn' as const, decided_at: new Date() };
    await transaction
      .updateTable('review')
      .set(open)
      .where('scheme_id', '=', schemeId)
      .where('state', '=', 'submitted')
      .execute();
    await transaction.updateTable('scheme').set({ status }).where('id', '=', schemeId).execute();
    const act = { actorId: scope.userId, schoolId: scheme.school_id, object: `scheme ${schemeId}` };
    await record(transaction, { ...act, action: 'scheme.withdraw' });
  });
}
