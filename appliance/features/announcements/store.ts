import { record } from '../../database/audit.ts';
import { compiledQuery } from '../../database/compiled.ts';
import type { Database } from '../../database/connect.ts';
import { changeableAnnouncements, visibleAnnouncements } from '../../database/scoped/announcements.ts';
import { keptSchools, leading } from '../../database/scoped.ts';
import { newId } from '../../ids.ts';
import { today } from '../../today.ts';
import { notFound, ProblemError } from '../common/problem.ts';
import type { Scope } from '../common/scope.ts';
import type {
  Announcement,
  AnnouncementsAnswer,
  AnnouncementsQuery,
  ChangeAnnouncementRequest,
  CreateAnnouncementRequest,
} from './schema.ts';

export async function listAnnouncements(
  db: Database,
  scope: Scope,
  query: AnnouncementsQuery,
): Promise<AnnouncementsAnswer> {
  const now = today();
  const rows = await found(db, scope)
    .$if(query.current, (select) => select.where('from_date', '<=', now).where('to_date', '>=', now))
    .$if(query.after !== undefined, (select) => select.where('announcement.id', '<', query.after ?? ''))
    .orderBy('announcement.id', 'desc')
    .limit(query.limit + 1)
    .execute();
  const items = rows.slice(0, query.limit).map((row) => answer(row, scope));
  const last = items.at(-1);
  return { items, ...(rows.length > query.limit && last !== undefined ? { next: last.id } : {}) };
}

const currentOf = compiledQuery(['day'], (db, scope, { day }) =>
  found(db, scope)
    .where('from_date', '<=', day)
    .where('to_date', '>=', day)
    .where('announcement_seen.at', 'is', null)
    .orderBy('announcement.id', 'desc')
    .limit(20),
);

/** Of today and not put away by the caller, newest first; at most 20. */
export async function currentAnnouncements(db: Database, scope: Scope): Promise<Announcement[]> {
  return (await currentOf(db, scope, { day: today() })).map((row) => answer(row, scope));
}

/** Throws `not-found` for a school out of reach, `not-allowed` for the district of somebody else. */
export async function createAnnouncement(
  db: Database,
  scope: Scope,
  request: CreateAnnouncementRequest,
): Promise<Announcement> {
  const { schoolId, from, to, urgent, ...texts } = request;
  const districtId = schoolId === null ? ownDistrict(scope) : await districtOf(db, scope, schoolId);
  const id = newId();
  await db.transaction().execute(async (transaction) => {
    await transaction
      .insertInto('announcement')
      .values({
        id,
        district_id: districtId,
        school_id: schoolId,
        author_id: scope.userId,
        ...texts,
        urgent: Number(urgent),
        from_date: from,
        to_date: to,
      })
      .execute();
    const act = { action: 'announcement.created', object: `announcement ${id}`, actorId: scope.userId, schoolId };
    await record(transaction, act);
  });
  return readAnnouncement(db, scope, id);
}

export async function changeAnnouncement(
  db: Database,
  scope: Scope,
  id: string,
  change: ChangeAnnouncementRequest,
): Promise<Announcement> {
  const old = await ownOne(db, scope, id);
  const from = change.from ?? old.from_date;
  const to = change.to ?? old.to_date;
  if (from > to) {
    const issues = [{ path: 'body.to', message: 'is before the first day' }];
    throw new ProblemError('invalid-request', 'The last day is before the first.', { issues });
  }
  await db.transaction().execute(async (transaction) => {
    await transaction
      .updateTable('announcement')
      .set({
        title: change.title ?? old.title,
        body: change.body ?? old.body,
        urgent: Number(change.urgent ?? old.urgent === 1),
        from_date: from,
        to_date: to,
      })
      .where('id', '=', id)
      .execute();
    // Other words are news again, also for those who had put the old ones away.
    if (change.title !== undefined || change.body !== undefined) {
      await transaction.deleteFrom('announcement_seen').where('announcement_id', '=', id).execute();
    }
    await record(transaction, act('announcement.changed', id, scope, old.school_id));
  });
  return readAnnouncement(db, scope, id);
}

export async function deleteAnnouncement(db: Database, scope: Scope, id: string): Promise<void> {
  const old = await ownOne(db, scope, id);
  await db.transaction().execute(async (transaction) => {
    await transaction.deleteFrom('announcement').where('id', '=', id).execute();
    await record(transaction, act('announcement.deleted', id, scope, old.school_id));
  });
}

/** Puts one away for the caller; doing so twice is harmless. */
export async function seeAnnouncement(db: Database, scope: Scope, id: string): Promise<void> {
  await readAnnouncement(db, scope, id);
  await db.insertInto('announcement_seen').ignore().values({ user_id: scope.userId, announcement_id: id }).execute();
}

async function readAnnouncement(db: Database, scope: Scope, id: string): Promise<Announcement> {
  const row = await found(db, scope).where('announcement.id', '=', id).executeTakeFirst();
  if (row === undefined) throw notFound('announcement');
  return answer(row, scope);
}

function found(db: Database, scope: Scope) {
  return visibleAnnouncements(db, scope)
    .leftJoin('school', 'school.id', 'announcement.school_id')
    .leftJoin('user', 'user.id', 'announcement.author_id')
    .leftJoin('announcement_seen', (join) =>
      join
        .onRef('announcement_seen.announcement_id', '=', 'announcement.id')
        .on('announcement_seen.user_id', '=', scope.userId),
    )
    .select(['announcement.id', 'announcement.district_id', 'announcement.school_id', 'school.name as schoolName'])
    .select(['title', 'body', 'urgent', 'from_date', 'to_date', 'full_name', 'announcement_seen.at as seenAt']);
}

type Found = Awaited<ReturnType<ReturnType<typeof found>['execute']>>[number];

function answer(row: Found, scope: Scope): Announcement {
  const isOfDistrict = scope.districts.includes(row.district_id);
  return {
    id: row.id,
    school: row.school_id === null ? null : { id: row.school_id, name: row.schoolName ?? '' },
    title: row.title,
    body: row.body,
    urgent: row.urgent === 1,
    from: row.from_date,
    to: row.to_date,
    author: row.full_name,
    seen: row.seenAt !== null,
    mayChange: isOfDistrict || (row.school_id !== null && leading(scope).includes(row.school_id)),
  };
}

function ownDistrict(scope: Scope): string {
  const [districtId] = scope.districts;
  if (districtId === undefined) {
    throw new ProblemError('not-allowed', 'Only administrators of the district announce to all schools.');
  }
  return districtId;
}

async function districtOf(db: Database, scope: Scope, schoolId: string): Promise<string> {
  const school = await keptSchools(db, scope)
    .select('school.district_id')
    .where('school.id', '=', schoolId)
    .executeTakeFirst();
  if (school === undefined) throw notFound('school');
  return school.district_id;
}

async function ownOne(db: Database, scope: Scope, id: string) {
  const row = await changeableAnnouncements(db, scope)
    .select(['announcement.school_id', 'title', 'body', 'urgent', 'from_date', 'to_date'])
    .where('announcement.id', '=', id)
    .executeTakeFirst();
  if (row === undefined) throw notFound('announcement');
  return row;
}

function act(action: string, id: string, scope: Scope, schoolId: string | null) {
  return { action, object: `announcement ${id}`, actorId: scope.userId, schoolId };
}
