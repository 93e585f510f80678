import { record } from '../../database/audit.ts';
import type { Database } from '../../database/connect.ts';
import { type ApprovingRole, reviewsFor } from '../../database/scoped.ts';
import type { Row } from '../../database/tables.ts';
import { newId } from '../../ids.ts';
import { notFound, ProblemError } from '../common/problem.ts';
import type { Scope } from '../common/scope.ts';
import type { DecideRequest, FlowStep, PassAnswer } from './schema.ts';

const open: readonly Row<'review'>['state'][] = ['submitted', 'endorsed'];

/** The roles that may do a step: what is the deputy's is the head's as well. */
const doneBy: Record<ApprovingRole, readonly ApprovingRole[]> = {
  'head-of-department': ['head-of-department'],
  deputy: ['deputy', 'head'],
  head: ['head'],
};

export type Turn = { readonly stepNo: number; readonly role: ApprovingRole; readonly isLast: boolean };

/**
 * The step a person may do now, given the roles in which the document is in reach: the one it waits at, or a later one
 * when all between are optional. Undefined when it is not this person's turn.
 */
export function turnOf(review: Pick<Row<'review'>, 'step_no' | 'steps' | 'state'>, roles: readonly ApprovingRole[]) {
  if (!open.includes(review.state)) return undefined;
  const steps = JSON.parse(review.steps) as FlowStep[];
  for (const [index, step] of steps.entries()) {
    if (index + 1 < review.step_no) continue;
    const role = doneBy[step.role].find((one) => roles.includes(one));
    if (role !== undefined) return { stepNo: index + 1, role, isLast: index === steps.length - 1 } satisfies Turn;
    if (!step.optional) return undefined;
  }
  return undefined;
}

/** Passes a document on or sends it back, in the caller's role. Never one's own: the scope sees to that. */
export async function decide(db: Database, scope: Scope, reviewId: string, request: DecideRequest): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const roles = await rolesFor(transaction, scope, [reviewId]);
    const review = await reviewsFor(transaction, scope, 'read')
      .selectAll('review')
      .where('review.id', '=', reviewId)
      .forUpdate()
      .executeTakeFirst();
    if (review === undefined) throw notFound('document to look at');
    const turn = turnOf(review, roles.get(reviewId) ?? []);
    if (turn === undefined) {
      throw new ProblemError('not-allowed', 'This document does not wait for you, or it was decided meanwhile.');
    }
    await settle(transaction, scope, review, turn, request);
  });
}

/** Passes several on; each for itself. */
export async function passAll(db: Database, scope: Scope, ids: readonly string[]): Promise<PassAnswer> {
  const items: PassAnswer['items'] = [];
  for (const id of new Set(ids)) {
    const status = await db.transaction().execute(async (transaction) => {
      const roles = (await rolesFor(transaction, scope, [id])).get(id) ?? [];
      const review = await reviewsFor(transaction, scope, 'read')
        .selectAll('review')
        .where('review.id', '=', id)
        .forUpdate()
        .executeTakeFirst();
      const turn = review === undefined ? undefined : turnOf(review, roles);
      if (review === undefined || turn === undefined) return 'not-waiting' as const;
      if (review.findings > 0) return 'has-findings' as const;
      await settle(transaction, scope, review, turn, { decision: 'pass', comment: '', comments: [] });
      return 'passed' as const;
    });
    items.push({ id, status });
  }
  return { items };
}

/** In which roles the caller reaches each of the reviews. */
export async function rolesFor(db: Database, scope: Scope, ids: readonly string[]) {
  const roles = new Map<string, ApprovingRole[]>();
  if (ids.length === 0) return roles;
  const held: readonly [ApprovingRole, readonly string[]][] = [
    ['head-of-department', scope.departments],
    ['deputy', scope.deputised],
    ['head', scope.headed],
  ];
  for (const [role, places] of held) {
    if (places.length === 0) continue;
    const rows = await reviewsFor(db, scope, role).select('review.id').where('review.id', 'in', ids).execute();
    for (const { id } of rows) roles.set(id, [...(roles.get(id) ?? []), role]);
  }
  return roles;
}

async function settle(
  transaction: Database,
  scope: Scope,
  review: Row<'review'>,
  turn: Turn,
  request: DecideRequest,
): Promise<void> {
  const now = new Date();
  const state = request.decision === 'return' ? 'returned' : turn.isLast ? 'approved' : 'endorsed';
  const decision = request.decision === 'return' ? 'return' : turn.isLast ? 'approve' : 'endorse';
  const known = new Set((JSON.parse(review.snapshot) as { rows: { id: string }[] }).rows.map(({ id }) => id));
  const comments = request.comments.filter(({ rowId }) => known.has(rowId));
  await transaction
    .insertInto('review_decision')
    .values({
      ...{ id: newId(), review_id: review.id, step_no: turn.stepNo, role: turn.role, decided_by: scope.userId },
      ...{ decision, comment: request.comment, decided_at: now },
    })
    .execute();
  if (comments.length > 0) {
    const rows = comments.map(({ rowId, cell, text }) => ({ id: newId(), row_id: rowId, cell, text }));
    await transaction
      .insertInto('review_comment')
      .values(rows.map((row) => ({ ...row, review_id: review.id, written_by: scope.userId, written_at: now })))
      .execute();
  }
  await transaction
    .updateTable('review')
    .set({ state, step_no: state === 'endorsed' ? turn.stepNo + 1 : turn.stepNo, decided_at: now })
    .where('id', '=', review.id)
    .execute();
  await transaction.updateTable('scheme').set({ status: state }).where('id', '=', review.scheme_id).execute();
  const act = { actorId: scope.userId, schoolId: review.school_id, object: `scheme ${review.scheme_id}` };
  await record(transaction, { ...act, action: `scheme.${decision}`, meta: { revision: review.revision } });
}
