import { newId } from '../ids.ts';
import type { Database } from './connect.ts';

export type Act = {
  readonly action: string;
  /** Kind and id, such as `school 01J…`. */
  readonly object: string;
  readonly actorId: string | null;
  readonly schoolId?: string | null;
  /** Facts, never secrets or texts of documents. */
  readonly meta?: Record<string, string | number | boolean | null>;
};

/** Appends to the record of who did what; within the transaction of the act itself. */
export async function record(db: Database, act: Act): Promise<void> {
  await db
    .insertInto('audit')
    .values({
      id: newId(),
      at: new Date(),
      actor_id: act.actorId,
      school_id: act.schoolId ?? null,
      action: act.action,
      object: act.object,
      meta: JSON.stringify(act.meta ?? {}),
    })
    .execute();
}
