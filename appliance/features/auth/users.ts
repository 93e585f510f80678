import type { Database } from '../../database/connect.ts';

export type StoredUser = { readonly id: string; readonly passwordHash: string; readonly active: boolean };

/** One spelling of every name people sign in with: no case, no look-alike forms, no spaces around. */
export function signInName(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase();
}

export async function findByName(db: Database, name: string): Promise<StoredUser | null> {
  const row = await db
    .selectFrom('sign_in_name')
    .innerJoin('user', 'user.id', 'sign_in_name.user_id')
    .select(['user.id', 'password_hash', 'status'])
    .where('name', '=', signInName(name))
    .executeTakeFirst();
  return row === undefined ? null : { id: row.id, passwordHash: row.password_hash, active: row.status === 'active' };
}

export async function passwordHashOf(db: Database, userId: string): Promise<string> {
  const row = await db.selectFrom('user').select('password_hash').where('id', '=', userId).executeTakeFirstOrThrow();
  return row.password_hash;
}

export async function setPassword(db: Database, userId: string, hash: string, mustChange: boolean): Promise<void> {
  await db
    .updateTable('user')
    .set({ password_hash: hash, must_change: mustChange ? 1 : 0 })
    .where('id', '=', userId)
    .execute();
}
