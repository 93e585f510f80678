import { createHmac, randomInt } from 'node:crypto';
import { record } from '../../database/audit.ts';
import type { Database } from '../../database/connect.ts';
import { oneTimePassword } from '../auth/password.ts';
import { setPassword } from '../auth/users.ts';
import { notFound, ProblemError } from '../common/problem.ts';
import type { Scope } from '../common/scope.ts';
import { beyondCare, careOf } from '../people/care.ts';
import type { ResetCodeAnswer } from './schema.ts';

const codeMinutes = 15;
/** Wrong tries before a code is worth nothing. */
const mostAttempts = 5;
/** Codes one person may give out in an hour. */
const mostAnHour = 30;
const recoveryCodes = 5;

/** Codes are short: only with the key of the installation can one be tried against its hash. */
export type Key = string;

/**
 * Six digits for somebody in the caller's care, instead of one given before. Throws `not-found`, `not-allowed` and
 * `too-many-requests`.
 */
export async function issueResetCode(db: Database, scope: Scope, userId: string, key: Key): Promise<ResetCodeAnswer> {
  const care = await careOf(db, scope, userId);
  if (care.schoolId === null && !care.some) throw notFound('person');
  if (!care.code) throw beyondCare();
  await refuseTooMany(db, scope);
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  const expires = new Date(Date.now() + codeMinutes * 60_000);
  const values = { code_hash: hashOf(key, userId, code), issued_by: scope.userId, expires_at: expires, attempts: 0 };
  const person = await db.transaction().execute(async (transaction) => {
    await transaction
      .insertInto('reset_code')
      .values({ user_id: userId, ...values })
      .onDuplicateKeyUpdate(values)
      .execute();
    const act = { action: 'reset-code.issued', object: `user ${userId}`, actorId: scope.userId };
    await record(transaction, { ...act, schoolId: care.schoolId });
    return transaction.selectFrom('user').select('full_name').where('id', '=', userId).executeTakeFirstOrThrow();
  });
  const spoken = `${code.slice(0, 3)} ${code.slice(3)}`;
  return { code: spoken, expiresAt: expires.toISOString(), fullName: person.full_name };
}

async function refuseTooMany(db: Database, { userId }: Scope): Promise<void> {
  const { count } = await db
    .selectFrom('audit')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('actor_id', '=', userId)
    .where('at', '>', new Date(Date.now() - 3_600_000))
    .where('action', '=', 'reset-code.issued')
    .executeTakeFirstOrThrow();
  if (Number(count) < mostAnHour) return;
  throw new ProblemError('too-many-requests', `At most ${mostAnHour} codes an hour can be given out.`, {
    retryAfter: 600,
  });
}

/** Five codes to print and keep; those made before no longer work. */
export async function makeRecoveryCodes(db: Database, userId: string, key: Key): Promise<string[]> {
  const codes = Array.from({ length: recoveryCodes }, oneTimePassword);
  await db.transaction().execute(async (transaction) => {
    await transaction.deleteFrom('recovery_code').where('user_id', '=', userId).execute();
    const rows = codes.map((code) => ({ code_hash: hashOf(key, userId, plain(code)), user_id: userId, used_at: null }));
    await transaction.insertInto('recovery_code').values(rows).execute();
    await record(transaction, { action: 'recovery-codes.made', object: `user ${userId}`, actorId: userId });
  });
  return codes;
}

type Redeeming = {
  readonly userId: string;
  readonly code: string;
  /** Of the installation, the one in use first: a code on paper outlives a rotation. */
  readonly keys: readonly Key[];
  readonly passwordHash: () => Promise<string>;
};

/**
 * Takes a code once and sets the password for it. False when the code is wrong, used or has run out. Two who send the
 * same code at once: one is taken.
 */
export async function redeem(db: Database, { userId, code, keys, passwordHash }: Redeeming): Promise<boolean> {
  const typed = plain(code);
  const hashes = keys.map((key) => hashOf(key, userId, typed));
  const isReset = /^\d{6}$/.test(typed);
  const hash = isReset ? await givenHash(db, userId, hashes) : await ownHash(db, userId, hashes);
  if (hash === undefined) return false;
  const newHash = await passwordHash();
  return db.transaction().execute(async (transaction) => {
    const issuedBy = isReset ? await takeReset(transaction, userId, hash) : await takeOwn(transaction, userId, hash);
    if (issuedBy === undefined) return false;
    await setPassword(transaction, userId, newHash, false);
    const now = new Date();
    const reset = isReset ? { reset_by: issuedBy, reset_at: now } : {};
    await transaction
      .updateTable('user')
      .set({ ...reset, last_sign_in_at: now })
      .where('id', '=', userId)
      .execute();
    const act = { action: 'password.recovered', object: `user ${userId}`, actorId: userId };
    await record(transaction, { ...act, meta: { by: isReset ? 'reset-code' : 'recovery-code' } });
    return true;
  });
}

/** Counts the try before it looks at the code, so that many at once cannot slip through. */
async function givenHash(db: Database, userId: string, hashes: readonly string[]): Promise<string | undefined> {
  const counted = await db
    .updateTable('reset_code')
    .set((column) => ({ attempts: column('attempts', '+', 1) }))
    .where('user_id', '=', userId)
    .where('attempts', '<', mostAttempts)
    .where('expires_at', '>', new Date())
    .executeTakeFirst();
  if (counted.numUpdatedRows === 0n) return undefined;
  const found = await db.selectFrom('reset_code').select('code_hash').where('user_id', '=', userId).executeTakeFirst();
  return hashes.find((hash) => hash === found?.code_hash);
}

async function ownHash(db: Database, userId: string, hashes: readonly string[]): Promise<string | undefined> {
  const found = await db
    .selectFrom('recovery_code')
    .select('code_hash')
    .where('code_hash', 'in', hashes)
    .where('user_id', '=', userId)
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return found?.code_hash;
}

async function takeReset(transaction: Database, userId: string, hash: string): Promise<string | undefined> {
  const found = await transaction
    .selectFrom('reset_code')
    .select('issued_by')
    .where('user_id', '=', userId)
    .where('code_hash', '=', hash)
    .forUpdate()
    .executeTakeFirst();
  if (found === undefined) return undefined;
  await transaction.deleteFrom('reset_code').where('user_id', '=', userId).execute();
  return found.issued_by;
}

async function takeOwn(transaction: Database, userId: string, hash: string): Promise<string | undefined> {
  const { numUpdatedRows } = await transaction
    .updateTable('recovery_code')
    .set({ used_at: new Date() })
    .where('code_hash', '=', hash)
    .where('user_id', '=', userId)
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n ? userId : undefined;
}

function plain(code: string): string {
  return code
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{Pd}]/gu, '');
}

function hashOf(key: Key, userId: string, code: string): string {
  return createHmac('sha256', key).update(`code\n${userId}\n${code}`).digest('hex');
}
