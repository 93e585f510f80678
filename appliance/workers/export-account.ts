import { record } from '../database/audit.ts';
import type { Database } from '../database/connect.ts';
import { membershipsOf } from '../features/people/memberships.ts';
import { newId } from '../ids.ts';
import { HopelessJob, type Processor } from './job-context.ts';

const keptMs = 24 * 3_600_000;
const mostActs = 20_000;

/** Everything that is kept about a person and everything they wrote, as one readable JSON file. */
export const exportAccount: Processor<'account.export'> = async ({ db, job, settings, finish }) => {
  const contents = await collect(db, job.owner_id, settings.displayName);
  const file = Buffer.from(`${JSON.stringify(contents, null, 2)}\n`);
  const id = newId();
  await db.transaction().execute(async (transaction) => {
    await transaction.deleteFrom('account_export').where('owner_id', '=', job.owner_id).execute();
    const expires_at = new Date(Date.now() + keptMs);
    await transaction.insertInto('account_export').values({ id, owner_id: job.owner_id, file, expires_at }).execute();
    await record(transaction, {
      action: 'account.exported',
      object: `user ${job.owner_id}`,
      actorId: job.owner_id,
    });
    await finish(transaction, { targetId: id });
  });
};

async function collect(db: Database, userId: string, site: string) {
  const person = await db
    .selectFrom('user')
    .select(['user_name', 'staff_number', 'full_name', 'phone', 'language', 'status', 'created_at', 'last_sign_in_at'])
    .where('id', '=', userId)
    .executeTakeFirst();
  if (person === undefined) throw new HopelessJob('This account is no longer there.');
  const roles = await membershipsOf(db, [userId]);
  const sessions = await db
    .selectFrom('session')
    .select(['device', 'shared', 'created_at', 'expires_at'])
    .where('user_id', '=', userId)
    .execute();
  const classes = await db
    .selectFrom('allocation')
    .innerJoin('class_stream', 'class_stream.id', 'allocation.class_id')
    .innerJoin('learning_area', 'learning_area.id', 'allocation.learning_area_id')
    .select(['allocation.id', 'class_stream.name as class', 'learning_area.name as learningArea'])
    .select(['valid_from', 'valid_to'])
    .where('allocation.user_id', '=', userId)
    .execute();
  const acts = await db
    .selectFrom('audit')
    .select(['at', 'action', 'object', 'actor_id'])
    .where((where) => where.or([where('actor_id', '=', userId), where('object', '=', `user ${userId}`)]))
    .orderBy('id', 'desc')
    .limit(mostActs)
    .execute();
  const announcements = await db
    .selectFrom('announcement')
    .select(['title', 'body', 'from_date', 'to_date'])
    .where('author_id', '=', userId)
    .execute();
  const decisions = await db
    .selectFrom('review_decision')
    .select(['role', 'decision', 'comment', 'decided_at'])
    .where('decided_by', '=', userId)
    .execute();
  const recordsLookedAt = await db
    .selectFrom('record_check')
    .select(['week_start', 'role', 'note', 'checked_at'])
    .where('checked_by', '=', userId)
    .execute();
  return {
    what: `Everything that ${site} keeps about you and that you wrote in it`,
    madeAt: new Date(),
    person,
    roles: roles.map(({ role, school, department, from, to }) => ({
      ...{ role, school: school?.name ?? null, department: department?.name ?? null, from, to },
    })),
    signedIn: sessions.map(({ shared, ...one }) => ({ ...one, shared: shared !== 0 })),
    classes: classes.map(({ id: _id, ...one }) => one),
    schemes: await schemesOf(db, userId),
    lessonsWrittenDown: await db
      .selectFrom('delivery')
      .select(['lesson_date', 'period', 'outcome', 'reason', 'note', 'remarks', 'created_at'])
      .where('entered_by', '=', userId)
      .orderBy('lesson_date')
      .execute(),
    announcements,
    decisions,
    recordsLookedAt,
    acts: acts.map(({ actor_id, ...one }) => ({ ...one, byYou: actor_id === userId })),
  };
}

async function schemesOf(db: Database, userId: string) {
  const schemes = await db
    .selectFrom('scheme')
    .innerJoin('term', 'term.id', 'scheme.term_id')
    .select(['scheme.id', 'status', 'textbook', 'term.number as term', 'term.start_date', 'scheme.created_at'])
    .where('scheme.owner_id', '=', userId)
    .execute();
  const ids = schemes.map(({ id }) => id);
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('scheme_row')
    .select(['scheme_id', 'week', 'slots', 'cells'])
    .where('scheme_id', 'in', ids)
    .orderBy('seq')
    .execute();
  const plans = await db
    .selectFrom('lesson_plan')
    .select(['scheme_id', 'overrides', 'updated_at'])
    .where('scheme_id', 'in', ids)
    .execute();
  const rowsOf = Map.groupBy(rows, (row) => row.scheme_id);
  const plansOf = Map.groupBy(plans, (plan) => plan.scheme_id);
  return schemes.map(({ id, ...scheme }) => ({
    ...scheme,
    rows: (rowsOf.get(id) ?? []).map(({ week, slots, cells }) => ({ week, ...parsed(slots), ...parsed(cells) })),
    planChanges: (plansOf.get(id) ?? []).map(({ overrides, updated_at }) => ({ ...parsed(overrides), updated_at })),
  }));
}

function parsed(text: string): Record<string, unknown> {
  return JSON.parse(text) as Record<string, unknown>;
}
