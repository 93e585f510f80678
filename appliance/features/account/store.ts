import { record } from '../../database/audit.ts';
import type { Database } from '../../database/connect.ts';
import type { AccountAnswer } from './schema.ts';

/** Of the person's own sign-in. One query. */
export async function readAccount(db: Database, userId: string): Promise<AccountAnswer> {
  const row = await db
    .selectFrom('user')
    .leftJoin('user as other', 'other.id', 'user.reset_by')
    .select(['user.pin_hash', 'user.reset_at', 'user.last_sign_in_at', 'other.full_name as resetBy'])
    .select((select) =>
      select
        .selectFrom('recovery_code')
        .select(({ fn }) => fn.countAll<number>().as('left'))
        .where('user_id', '=', userId)
        .where('used_at', 'is', null)
        .as('codes'),
    )
    .where('user.id', '=', userId)
    .executeTakeFirstOrThrow();
  return {
    recoveryCodesLeft: Number(row.codes),
    hasPin: row.pin_hash !== null,
    lastReset: row.reset_at === null ? null : { at: row.reset_at.toISOString(), by: row.resetBy },
    lastSignInAt: row.last_sign_in_at?.toISOString() ?? null,
  };
}

export async function setPin(db: Database, userId: string, pinHash: string | null): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await transaction.updateTable('user').set({ pin_hash: pinHash }).where('id', '=', userId).execute();
    const action = pinHash === null ? 'pin.removed' : 'pin.set';
    await record(transaction, { action, object: `user ${userId}`, actorId: userId });
  });
}

/** The newest version seen stays: an old tab does not take it back. */
export async function seeNotice(db: Database, userId: string, version: number): Promise<void> {
  await db
    .updateTable('user')
    .set({ notice_seen: version })
    .where('id', '=', userId)
    .where('notice_seen', '<', version)
    .execute();
}

export async function chooseLanguage(db: Database, userId: string, language: string): Promise<void> {
  await db.updateTable('user').set({ language, site_language: language }).where('id', '=', userId).execute();
}
