import type { Database } from '../../database/connect.ts';
import type { ApprovingRole } from '../../database/scoped.ts';
import type { Snapshot } from '../../features/reviews/snapshot.ts';

export type Decision = { readonly role: ApprovingRole; readonly by: string; readonly at: Date };

/** The newest state of a scheme that was approved, and who did it. */
export type Approved = {
  readonly reviewId: string;
  readonly sha256: string;
  readonly rows: Snapshot['rows'];
  readonly handedIn: { readonly by: string; readonly at: Date };
  /** In the order they were made; the last one approved it. */
  readonly decisions: readonly Decision[];
};

export async function readApproved(db: Database, schemeId: string): Promise<Approved | undefined> {
  const review = await db
    .selectFrom('review')
    .leftJoin('user', 'user.id', 'submitted_by')
    .select(['review.id', 'snapshot', 'sha256', 'submitted_at', 'full_name'])
    .where('scheme_id', '=', schemeId)
    .where('state', '=', 'approved')
    .orderBy('revision', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (review === undefined) return undefined;
  const decisions = await db
    .selectFrom('review_decision')
    .leftJoin('user', 'user.id', 'decided_by')
    .select(['role', 'full_name', 'decided_at'])
    .where('review_id', '=', review.id)
    .where('decision', 'in', ['endorse', 'approve'])
    .orderBy('decided_at')
    .execute();
  return {
    reviewId: review.id,
    sha256: review.sha256,
    rows: (JSON.parse(review.snapshot) as Snapshot).rows,
    handedIn: { by: review.full_name ?? '', at: review.submitted_at },
    decisions: decisions.map(({ role, full_name, decided_at: at }) => ({
      ...{ role: role as ApprovingRole, by: full_name ?? '', at },
    })),
  };
}
