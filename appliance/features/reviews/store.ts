import type { Database } from '../../database/connect.ts';
import { reviewsFor, schemesFor } from '../../database/scoped.ts';
import { notFound } from '../common/problem.ts';
import type { Scope } from '../common/scope.ts';
import { editableStates } from '../schemes/schema.ts';
import { rolesFor, turnOf } from './decide.ts';
import type { FlowStep, Review, ReviewSummary, SchemeReviewsAnswer } from './schema.ts';
import { differencesOf, type Snapshot, snapshotOf } from './snapshot.ts';

const mostWaiting = 200;

/** What waits for the caller, the oldest first. */
export async function waitingReviews(db: Database, scope: Scope): Promise<ReviewSummary[]> {
  const rows = await summaries(db, scope)
    .where('review.state', 'in', ['submitted', 'endorsed'])
    .orderBy('review.submitted_at')
    .limit(mostWaiting)
    .execute();
  const roles = await rolesFor(
    db,
    scope,
    rows.map(({ id }) => id),
  );
  return rows.filter((row) => turnOf(row, roles.get(row.id) ?? []) !== undefined).map(summary);
}

/** One document as it was handed in, with all that was said about it. Throws `not-found`. */
export async function readReview(db: Database, scope: Scope, id: string): Promise<Review> {
  const row = await summaries(db, scope).select('snapshot').where('review.id', '=', id).executeTakeFirst();
  if (row === undefined) throw notFound('document to look at');
  const [roles, decisions, comments, before] = await Promise.all([
    rolesFor(db, scope, [id]),
    db
      .selectFrom('review_decision')
      .leftJoin('user', 'user.id', 'decided_by')
      .select(['decision', 'role', 'full_name', 'comment', 'decided_at'])
      .where('review_id', '=', id)
      .orderBy('decided_at')
      .execute(),
    db
      .selectFrom('review_comment')
      .leftJoin('user', 'user.id', 'written_by')
      .select(['row_id', 'cell', 'text', 'full_name', 'written_at'])
      .where('review_id', '=', id)
      .orderBy('written_at')
      .execute(),
    reviewsFor(db, scope, 'read')
      .select('snapshot')
      .where('scheme_id', '=', row.scheme_id)
      .where('revision', '<', row.revision)
      .orderBy('revision', 'desc')
      .limit(1)
      .executeTakeFirst(),
  ]);
  const { rows } = JSON.parse(row.snapshot) as Snapshot;
  const old = before === undefined ? undefined : (JSON.parse(before.snapshot) as Snapshot).rows;
  return {
    ...summary(row),
    mayDecide: turnOf(row, roles.get(id) ?? []) !== undefined,
    rows: [...rows],
    decisions: decisions.map((one) => ({
      ...{ decision: one.decision, role: one.role as FlowStep['role'], by: one.full_name, comment: one.comment },
      at: one.decided_at.toISOString(),
    })),
    comments: comments.map((one) => ({
      ...{ rowId: one.row_id, cell: one.cell, text: one.text, by: one.full_name, at: one.written_at.toISOString() },
    })),
    differences: old === undefined ? [] : differencesOf(old, rows),
  };
}

/** The reviews of a scheme, newest first, and how it has changed since it was approved. Throws `not-found`. */
export async function reviewsOfScheme(db: Database, scope: Scope, schemeId: string): Promise<SchemeReviewsAnswer> {
  const scheme = await schemesFor(db, scope, 'read')
    .select(['scheme.id', 'scheme.status', 'scheme.template_key'])
    .where('scheme.id', '=', schemeId)
    .executeTakeFirst();
  if (scheme === undefined) throw notFound('scheme of work');
  const [rows, own] = await Promise.all([
    summaries(db, scope)
      .select('snapshot')
      .where('review.scheme_id', '=', schemeId)
      .orderBy('revision', 'desc')
      .limit(50)
      .execute(),
    schemesFor(db, scope, 'write').select('scheme.id').where('scheme.id', '=', schemeId).executeTakeFirst(),
  ]);
  const approved = rows.find(({ state }) => state === 'approved');
  const isOpen = (editableStates as readonly string[]).includes(scheme.status);
  return {
    items: rows.map(summary),
    approved:
      approved === undefined
        ? null
        : {
            reviewId: approved.id,
            differences: differencesOf(
              (JSON.parse(approved.snapshot) as Snapshot).rows,
              (await snapshotOf(db, scheme)).rows,
            ),
          },
    mayHandIn: own !== undefined && isOpen,
  };
}

function summaries(db: Database, scope: Scope) {
  return reviewsFor(db, scope, 'read')
    .innerJoin('scheme', 'scheme.id', 'review.scheme_id')
    .innerJoin('allocation', 'allocation.id', 'review.allocation_id')
    .innerJoin('class_stream', 'class_stream.id', 'allocation.class_id')
    .innerJoin('learning_area', 'learning_area.id', 'allocation.learning_area_id')
    .innerJoin('user', 'user.id', 'allocation.user_id')
    .innerJoin('term', 'term.id', 'scheme.term_id')
    .innerJoin('calendar', 'calendar.id', 'term.calendar_id')
    .select(['review.id', 'review.scheme_id', 'revision', 'review.state', 'step_no', 'steps', 'submitted_at'])
    .select(['findings', 'sha256', 'class_stream.name as className', 'learning_area.name as areaName', 'full_name'])
    .select(['calendar.year', 'term.number']);
}

type SummaryRow = Awaited<ReturnType<ReturnType<typeof summaries>['execute']>>[number];

function summary(row: SummaryRow): ReviewSummary {
  const steps = JSON.parse(row.steps) as FlowStep[];
  const isOpen = row.state === 'submitted' || row.state === 'endorsed';
  return {
    ...{ id: row.id, schemeId: row.scheme_id, revision: row.revision, state: row.state },
    waitsFor: isOpen ? (steps[row.step_no - 1]?.role ?? null) : null,
    ...{ className: row.className, learningArea: row.areaName, teacher: row.full_name, findings: row.findings },
    term: { year: row.year, number: row.number },
    submittedAt: row.submitted_at.toISOString(),
    code: row.sha256
      .slice(0, 12)
      .toUpperCase()
      .replace(/(.{4})(?=.)/g, '$1-'),
  };
}
