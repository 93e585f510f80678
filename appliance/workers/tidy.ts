import { sql } from 'kysely';
import type { Database } from '../database/connect.ts';
import { firstIdOf } from '../ids.ts';
import type { Log } from '../log.ts';

const everyMs = 3_600_000;
const batch = 1_000;
const dayMs = 86_400_000;

/** Days that are kept of what serves a while and would only grow. */
const kept = {
  /** Lists of people that were brought in, with everything in them. */
  peopleImports: 7,
  /** Undo, and edits that a device sends again. */
  acts: 60,
  /** Work that is done; its `Idempotency-Key` may be used anew after. */
  jobs: 90,
  /** What a changed calendar would move at a school: true for a few days only. */
  reflows: 30,
} as const;

/** Takes away what has run out, a batch at a time. Gives how many rows of each went. */
export async function tidy(db: Database, now = new Date()): Promise<Record<string, number>> {
  const idBefore = (days: number) => firstIdOf(new Date(now.getTime() - days * dayMs));
  const before = (days: number) => new Date(now.getTime() - days * dayMs);
  return {
    sessions: await all(sql`DELETE FROM session WHERE expires_at < ${now} LIMIT ${sql.lit(batch)}`),
    resetCodes: await all(sql`DELETE FROM reset_code WHERE expires_at < ${now} LIMIT ${sql.lit(batch)}`),
    slips: await all(sql`DELETE FROM slip_sheet WHERE expires_at < ${now} LIMIT ${sql.lit(batch)}`),
    accountExports: await all(sql`DELETE FROM account_export WHERE expires_at < ${now} LIMIT ${sql.lit(batch)}`),
    peopleImports: await all(
      sql`DELETE FROM people_import WHERE id < ${idBefore(kept.peopleImports)} AND updated_at < ${before(kept.peopleImports)} LIMIT 20`,
      20,
    ),
    schemeActs: await all(sql`DELETE FROM scheme_op WHERE id < ${idBefore(kept.acts)} LIMIT ${sql.lit(batch)}`),
    planActs: await all(
      sql`DELETE FROM lesson_plan_op WHERE created_at < ${before(kept.acts)} LIMIT ${sql.lit(batch)}`,
    ),
    deliveryActs: await all(
      sql`DELETE FROM delivery_op WHERE created_at < ${before(kept.acts)} LIMIT ${sql.lit(batch)}`,
    ),
    reflows: await all(sql`DELETE FROM reflow WHERE created_at < ${before(kept.reflows)} LIMIT 20`, 20),
    jobs: await all(
      sql`DELETE FROM job WHERE id < ${idBefore(kept.jobs)} AND state NOT IN ('waiting', 'active') LIMIT ${sql.lit(batch)}`,
    ),
  };

  async function all(some: ReturnType<typeof sql>, most = batch): Promise<number> {
    let gone = 0;
    for (;;) {
      const { numAffectedRows = 0n } = await some.execute(db);
      gone += Number(numAffectedRows);
      if (numAffectedRows < BigInt(most)) return gone;
    }
  }
}

/** Looks every hour until stopped. */
export function startTidying(db: Database, log: Log): () => Promise<void> {
  let running: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    running = running
      .then(() => tidy(db))
      .then((gone) => {
        if (Object.values(gone).some((count) => count > 0)) log.info({ gone }, 'took away what had run out');
      })
      .catch((error) => log.warn({ err: error }, 'what has run out could not be taken away'));
  }, everyMs);
  return async () => {
    clearInterval(timer);
    await running;
  };
}
