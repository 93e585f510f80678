import type { Database } from '../../database/connect.ts';
import type { Authentication } from '../auth/service.ts';
import { ProblemError } from '../common/problem.ts';
import type { Caller } from '../common/scope.ts';
import type { UnlockRequest } from './schema.ts';

/** Wrong PINs after which a locked session ends: whoever it is signs in anew. */
const mostAttempts = 5;

/** What was typed stays where it is; nobody reads or changes anything until it is unlocked. */
export async function lockSession(db: Database, { sessionId }: Caller): Promise<void> {
  await db
    .updateTable('session')
    .set({ locked_at: new Date(), unlock_attempts: 0 })
    .where('id', '=', sessionId)
    .where('locked_at', 'is', null)
    .execute();
}

type Unlocking = UnlockRequest & { readonly address: string };

/** False when that was the last wrong try: the session is to end. Throws `sign-in-failed` of the tries before. */
export async function unlockSession(
  db: Database,
  authentication: Authentication,
  { sessionId, userId }: Caller,
  request: Unlocking,
): Promise<boolean> {
  // Counted before it is looked at, so that many at once cannot slip through.
  const counted = await db
    .updateTable('session')
    .set((column) => ({ unlock_attempts: column('unlock_attempts', '+', 1) }))
    .where('id', '=', sessionId)
    .where('unlock_attempts', '<', mostAttempts)
    .executeTakeFirst();
  if (counted.numUpdatedRows === 0n) return false;
  const right = await isRight(db, authentication, userId, request).catch(async (error: unknown) => {
    // Nobody could look at it, as while the database is away or very many sign in.
    if (!(error instanceof ProblemError && error.code === 'sign-in-failed')) await takeBack(db, sessionId);
    throw error;
  });
  if (!right) {
    const session = await db
      .selectFrom('session')
      .select('unlock_attempts')
      .where('id', '=', sessionId)
      .executeTakeFirst();
    // Another try at the same time may have ended it.
    const left = mostAttempts - (session?.unlock_attempts ?? mostAttempts);
    if (left <= 0) return false;
    throw new ProblemError('sign-in-failed', `The PIN is wrong. Tries left: ${left}.`);
  }
  const open = { locked_at: null, unlock_attempts: 0, seen_at: new Date() };
  await db.updateTable('session').set(open).where('id', '=', sessionId).execute();
  return true;
}

/** Throws `sign-in-failed` for a wrong password. */
async function isRight(
  db: Database,
  authentication: Authentication,
  userId: string,
  { password, pin, address }: Unlocking,
): Promise<boolean> {
  if (password === undefined) return hasPin(db, authentication, userId, pin ?? '');
  await authentication.confirm(userId, password, address);
  return true;
}

async function takeBack(db: Database, sessionId: string): Promise<void> {
  await db
    .updateTable('session')
    .set((column) => ({ unlock_attempts: column('unlock_attempts', '-', 1) }))
    .where('id', '=', sessionId)
    .where('unlock_attempts', '>', 0)
    .execute()
    .catch(() => undefined);
}

async function hasPin(db: Database, authentication: Authentication, userId: string, pin: string): Promise<boolean> {
  const { pin_hash } = await db
    .selectFrom('user')
    .select('pin_hash')
    .where('id', '=', userId)
    .executeTakeFirstOrThrow();
  return pin_hash !== null && (await authentication.matches(pin, pin_hash));
}
