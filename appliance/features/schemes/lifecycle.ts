import { createHmac, timingSafeEqual } from 'node:crypto';
import { record } from '../../database/audit.ts';
import type { Database } from '../../database/connect.ts';
import { schemesFor, sharedSchemes, visibleSchemes } from '../../database/scoped.ts';
import { newId } from '../../ids.ts';
import { notFound, ProblemError } from '../common/problem.ts';
import type { Scope } from '../common/scope.ts';
import type { Source } from './copy.ts';

/** Puts a scheme away or takes it out again. */
export async function archive(db: Database, scope: Scope, id: string, archived: boolean): Promise<void> {
  const { school_id: schoolId } = await mustWrite(db, scope, id);
  const archived_at = archived ? new Date() : null;
  await db.transaction().execute(async (transaction) => {
    await transaction.updateTable('scheme').set({ archived_at }).where('id', '=', id).execute();
    await tell(transaction, scope, { id, schoolId }, archived ? 'scheme.archived' : 'scheme.taken-out');
  });
}

/** Only what nobody else relies on: a draft on which nobody decided and in which no lesson was recorded. */
export async function remove(db: Database, scope: Scope, id: string): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const held = schemesFor(transaction, scope, 'write').select(['status', 'scheme.school_id']);
    const scheme = await held.where('scheme.id', '=', id).forUpdate().executeTakeFirst();
    if (scheme === undefined) throw notFound('scheme of work of yours');
    if (!['draft', 'failed', 'generating'].includes(scheme.status) || (await wasDecided(transaction, id))) {
      throw kept('A scheme of work that was handed in is kept.');
    }
    if (await isRecorded(transaction, id)) throw kept('Lessons of it are in the record of work, which is kept.');
    await transaction.deleteFrom('scheme').where('id', '=', id).execute();
    await tell(transaction, scope, { id, schoolId: scheme.school_id }, 'scheme.deleted');
  });
}

async function wasDecided(db: Database, id: string): Promise<boolean> {
  const found = await db
    .selectFrom('review')
    .select('id')
    .where('scheme_id', '=', id)
    .where('state', '!=', 'withdrawn')
    .executeTakeFirst();
  return found !== undefined;
}

async function isRecorded(db: Database, id: string): Promise<boolean> {
  const found = await db
    .selectFrom('scheme_row')
    .innerJoin('delivery', 'delivery.row_id', 'scheme_row.id')
    .select('delivery.id')
    .where('scheme_id', '=', id)
    .executeTakeFirst();
  return found !== undefined;
}

function kept(why: string): ProblemError {
  return new ProblemError('conflict', `${why} Put it into the archive instead.`);
}

/** The link of a scheme, made at the first time: colleagues of its school may read and copy with it. */
export async function share(db: Database, scope: Scope, id: string, key: string): Promise<string> {
  const { school_id: schoolId } = await mustWrite(db, scope, id);
  const values = { scheme_id: id, link_id: newId(), created_by: scope.userId };
  await db.transaction().execute(async (transaction) => {
    const made = await transaction.insertInto('scheme_share').ignore().values(values).executeTakeFirst();
    if (made.numInsertedOrUpdatedRows !== 0n) await tell(transaction, scope, { id, schoolId }, 'scheme.shared');
  });
  const link = await db
    .selectFrom('scheme_share')
    .select('link_id')
    .where('scheme_id', '=', id)
    .executeTakeFirstOrThrow();
  return `${link.link_id}.${signature(link.link_id, key)}`;
}

/** Nobody gets in by the link any longer; sharing again gives another one. */
export async function unshare(db: Database, scope: Scope, id: string): Promise<void> {
  const { school_id: schoolId } = await mustWrite(db, scope, id);
  await db.transaction().execute(async (transaction) => {
    const gone = await transaction.deleteFrom('scheme_share').where('scheme_id', '=', id).executeTakeFirst();
    if (gone.numDeletedRows > 0n) await tell(transaction, scope, { id, schoolId }, 'scheme.unshared');
  });
}

type Told = { readonly id: string; readonly schoolId: string };

function tell(transaction: Database, { userId: actorId }: Scope, { id, schoolId }: Told, action: string) {
  return record(transaction, { action, object: `scheme ${id}`, actorId, schoolId });
}

/** What a link leads to; null when it is forged. */
export function linkOf(token: string, keys: readonly string[]): string | null {
  const [linkId = '', given = ''] = token.split('.');
  const found = Buffer.from(given);
  const isSigned = keys.some((key) => {
    const right = Buffer.from(signature(linkId, key));
    return right.length === found.length && timingSafeEqual(right, found);
  });
  return isSigned ? linkId : null;
}

/** The scheme a link leads to, for colleagues of its school. A forged, withdrawn or foreign link leads nowhere. */
export async function sharedSource(
  db: Database,
  scope: Scope,
  token: string,
  keys: readonly string[],
): Promise<Source> {
  const linkId = linkOf(token, keys);
  const source = linkId === null ? undefined : await described(sharedSchemes(db, scope, linkId));
  if (source === undefined || source.status === 'generating') throw notFound('shared scheme of work');
  return source;
}

/** A scheme the caller may read, to be copied. */
export async function ownSource(db: Database, scope: Scope, id: string): Promise<Source> {
  const source = await described(visibleSchemes(db, scope).where('scheme.id', '=', id));
  if (source === undefined) throw notFound('scheme of work');
  return source;
}

function described(query: ReturnType<typeof visibleSchemes>): Promise<Source | undefined> {
  return query
    .innerJoin('allocation', 'allocation.id', 'scheme.allocation_id')
    .innerJoin('class_stream', 'class_stream.id', 'allocation.class_id')
    .selectAll('scheme')
    .select(['allocation.learning_area_id', 'class_stream.name as className'])
    .executeTakeFirst();
}

async function mustWrite(db: Database, scope: Scope, id: string) {
  const scheme = await schemesFor(db, scope, 'write')
    .select(['status', 'scheme.school_id'])
    .where('scheme.id', '=', id)
    .executeTakeFirst();
  if (scheme === undefined) throw notFound('scheme of work of yours');
  return scheme;
}

function signature(linkId: string, key: string): string {
  return createHmac('sha256', key).update(`share ${linkId}`).digest('base64url').slice(0, 32);
}
