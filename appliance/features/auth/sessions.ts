import { createHmac, randomBytes } from 'node:crypto';
import type { Redis } from 'ioredis';
import { sql } from 'kysely';
import { createLRU } from 'lru.min';
import { record } from '../../database/audit.ts';
import { type Database, preparedMark } from '../../database/connect.ts';
import { newId } from '../../ids.ts';
import type { SessionKeys } from '../../session-keys.ts';
import type { Caller, CallerMembership } from '../common/scope.ts';
import { membershipsOf } from '../people/memberships.ts';
import type { KnownCallers } from './known-callers.ts';

/**
 * Sessions live in the database, so that an eviction, a full or an emptied Redis signs nobody out and a session can be
 * ended from anywhere; the cache's Redis holds a copy of what each stands for, so that a request costs one GET, or none
 * when the process knows its caller from the request before. The browser holds a random token of which only a keyed
 * hash is stored.
 *
 * A copy is never older than its time to live, and ending a session first leaves an empty one in its place for a
 * moment: whoever reads the row just before it goes cannot put the dead session back, since copies are only made where
 * there is none.
 */
export type Sessions = {
  /** Gives the token for the cookie. */
  create(userId: string, from: Device): Promise<string>;
  /** Null when there is no such session, it ran out, or its user is suspended. */
  find(token: string): Promise<Caller | null>;
  end(token: string): Promise<void>;
  /** Ends one session of a user by its id; false when there is none. */
  endOne(userId: string, sessionId: string): Promise<boolean>;
  /** Ends all sessions of a user but the one of `exceptToken`. */
  endAll(userId: string, exceptToken?: string): Promise<void>;
  /** What the sessions of a user stand for has changed, such as a membership. */
  refresh(userId: string): Promise<void>;
  list(userId: string): Promise<{ id: string; device: string; shared: boolean; createdAt: Date }[]>;
};

/** Where somebody signs in. `shared`: a computer that many use. */
export type Device = { readonly device: string; readonly shared: boolean };

export const sessionDays = 14;
/** On a computer that many use: a school day, and as long as it may stand unused. */
const sharedMs = 9 * 3_600_000;
const unusedMs = 30 * 60_000;
const copySeconds = 120;
const gapSeconds = 5;
/** Tokens whose hashes a process remembers. */
const mostHashed = 2_000;

type Stores = { readonly db: Database; readonly cache: Redis; readonly known: KnownCallers };

export function createSessions({ db, cache, known }: Stores, keys: SessionKeys): Sessions {
  const hashed = createLRU<string, readonly string[]>({ max: mostHashed });
  const hashWith = (key: string, token: string) => createHmac('sha256', key).update(token).digest('hex');
  const hashOf = (token: string) => hashWith(keys.signing, token);
  /** More than one while the key is rotated, and for as long as a session from before lives. */
  const hashesFor = (token: string) => {
    const now = keys.forSessions();
    const known = hashed.get(token);
    // Keys of a process only run out.
    if (known?.length === now.length) return known;
    const hashes = now.map((key) => hashWith(key, token));
    hashed.set(token, hashes);
    return hashes;
  };
  const copyOf = (tokenHash: string) => `session:${tokenHash}`;

  /** While the cache is away its copies are as well, and they do not outlast their time when it comes back. */
  async function forget(tokenHashes: readonly string[]): Promise<void> {
    try {
      if (cache.status !== 'ready') return;
      await Promise.all(tokenHashes.map((hash) => cache.set(copyOf(hash), '', 'EX', gapSeconds)));
    } finally {
      await known.forget(tokenHashes);
    }
  }

  async function hashesOf(userId: string): Promise<{ id: string; token_hash: string }[]> {
    return db.selectFrom('session').select(['id', 'token_hash']).where('user_id', '=', userId).execute();
  }

  return {
    async create(userId, { device, shared }) {
      const token = randomBytes(32).toString('base64url');
      const now = Date.now();
      const expires_at = new Date(now + (shared ? sharedMs : sessionDays * 86_400_000));
      const session = { id: newId(), token_hash: hashOf(token), user_id: userId, device, expires_at };
      const use = shared ? { shared: 1, seen_at: new Date(now) } : {};
      await db
        .insertInto('session')
        .values({ ...session, ...use })
        .execute();
      return token;
    },

    async find(token) {
      const hashes = hashesFor(token);
      const caller = known.get(hashes);
      if (caller !== undefined) return caller;
      const keep = known.looking();
      const copies: (string | null)[] = await cache.mget(hashes.map(copyOf)).catch(() => []);
      const place = copies.findIndex((one) => one !== null && one !== '');
      const copy = copies[place];
      if (copy) {
        const copied = JSON.parse(copy) as Caller;
        keep(hashes[place] ?? '', copied);
        return copied;
      }
      const found = await readCaller(db, hashes);
      // An empty copy is that of a session that is being ended.
      if (found !== null && !copies.includes('')) {
        const text = JSON.stringify(found.caller);
        await cache.set(copyOf(found.tokenHash), text, 'EX', copySeconds, 'NX').catch(() => undefined);
        keep(found.tokenHash, found.caller);
      }
      return found?.caller ?? null;
    },

    async end(token) {
      const hashes = hashesFor(token);
      await forget(hashes);
      await db.deleteFrom('session').where('token_hash', 'in', hashes).execute();
    },

    async endOne(userId, sessionId) {
      const session = (await hashesOf(userId)).find(({ id }) => id === sessionId);
      if (session === undefined) return false;
      await forget([session.token_hash]);
      await db.transaction().execute(async (transaction) => {
        await transaction.deleteFrom('session').where('id', '=', sessionId).execute();
        await record(transaction, { action: 'session.ended', object: `user ${userId}`, actorId: userId });
      });
      return true;
    },

    async endAll(userId, exceptToken) {
      const kept = new Set(exceptToken === undefined ? [] : hashesFor(exceptToken));
      const hashes = (await hashesOf(userId)).map((session) => session.token_hash);
      const ended = hashes.filter((hash) => !kept.has(hash));
      await forget(hashes);
      if (ended.length > 0) await db.deleteFrom('session').where('token_hash', 'in', ended).execute();
    },

    async refresh(userId) {
      await forget((await hashesOf(userId)).map((session) => session.token_hash));
    },

    async list(userId) {
      const rows = await db
        .selectFrom('session')
        .select(['id', 'device', 'shared', 'created_at'])
        .where('user_id', '=', userId)
        .where('expires_at', '>', new Date())
        .orderBy('created_at', 'desc')
        .limit(100)
        .execute();
      return rows.map((row) => ({
        id: row.id,
        device: row.device,
        shared: row.shared !== 0,
        createdAt: row.created_at,
      }));
    },
  };
}

async function readCaller(
  db: Database,
  hashes: readonly string[],
): Promise<{ readonly caller: Caller; readonly tokenHash: string } | null> {
  const row = await db
    .selectFrom('session')
    .innerJoin('user', 'user.id', 'session.user_id')
    .modifyFront(sql.raw(preparedMark))
    .select([
      'session.id as sessionId',
      'token_hash',
      'user.id as userId',
      'user_name',
      'staff_number',
      'full_name',
      'language',
      'site_language',
      'must_change',
      'notice_seen',
      'shared',
      'locked_at',
      'seen_at',
    ])
    .select(sql<number>`pin_hash IS NOT NULL`.as('hasPin'))
    .where('token_hash', 'in', hashes)
    .where('expires_at', '>', new Date())
    .where('user.status', '=', 'active')
    .executeTakeFirst();
  if (row === undefined || !(await isInUse(db, row))) return null;
  const memberships: CallerMembership[] = await membershipsOf(db, [row.userId]);
  const caller: Caller = {
    sessionId: row.sessionId,
    userId: row.userId,
    userName: row.user_name,
    staffNumber: row.staff_number,
    fullName: row.full_name,
    language: languageOf(row),
    mustChangePassword: row.must_change !== 0,
    noticeSeen: row.notice_seen,
    hasPin: Number(row.hasPin) !== 0,
    shared: row.shared !== 0,
    locked: row.locked_at !== null,
    memberships,
  };
  return { caller, tokenHash: row.token_hash };
}

/** What the person chose, else what the import said of them. English there may be nobody's choice: the device's counts. */
function languageOf(row: { readonly language: string; readonly site_language: string }): string {
  if (row.site_language !== '') return row.site_language;
  return row.language === 'en' ? '' : row.language;
}

type Use = { readonly sessionId: string; readonly shared: number; readonly seen_at: Date | null };

/** Whether a session on a computer that many use was used lately; notes that it is, as often as its copy runs out. */
async function isInUse(db: Database, { sessionId, shared, seen_at }: Use): Promise<boolean> {
  if (shared === 0) return true;
  const now = Date.now();
  if (seen_at !== null && seen_at.getTime() < now - unusedMs) return false;
  await db
    .updateTable('session')
    .set({ seen_at: new Date(now) })
    .where('id', '=', sessionId)
    .execute();
  return true;
}
