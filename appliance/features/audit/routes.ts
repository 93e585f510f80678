import type { App } from '../../app.ts';
import type { Database } from '../../database/connect.ts';
import { keptSchools } from '../../database/scoped.ts';
import { notFound } from '../common/problem.ts';
import type { Scope } from '../common/scope.ts';
import { type AuditAnswer, type AuditQuery, auditAnswer, auditQuery } from './schema.ts';

export async function auditRoutes(app: App): Promise<void> {
  app.get(
    '/audit',
    { schema: { summary: 'Who did what at a school', querystring: auditQuery, response: { 200: auditAnswer } } },
    (request) => listAudit(app.services.db, request.scope, request.query),
  );
}

async function listAudit(db: Database, scope: Scope, query: AuditQuery): Promise<AuditAnswer> {
  const school = await keptSchools(db, scope)
    .select('school.id')
    .where('school.id', '=', query.schoolId)
    .executeTakeFirst();
  if (school === undefined) throw notFound('school');
  const rows = await db
    .selectFrom('audit')
    .leftJoin('user as actor', 'actor.id', 'audit.actor_id')
    .select(['audit.id', 'audit.at', 'action', 'actor_id', 'actor.full_name as actorName'])
    .select('audit.object')
    .where('audit.school_id', '=', school.id)
    .$if(query.after !== undefined, (select) => select.where('audit.id', '<', query.after ?? ''))
    .orderBy('audit.id', 'desc')
    .limit(query.limit + 1)
    .execute();
  const names = await namesOf(
    db,
    rows.flatMap(({ object }) => /^user (\w{26})$/.exec(object)?.[1] ?? []),
  );
  const items = rows.slice(0, query.limit).map((row) => ({
    id: row.id,
    at: row.at.toISOString(),
    action: row.action,
    actor: row.actor_id === null ? null : { id: row.actor_id, fullName: row.actorName ?? '' },
    object: row.object,
    person: names.get(row.object.slice('user '.length)) ?? null,
  }));
  const last = items.at(-1);
  return { items, ...(rows.length > query.limit && last !== undefined ? { next: last.id } : {}) };
}

async function namesOf(db: Database, userIds: readonly string[]): Promise<Map<string, string>> {
  if (userIds.length === 0) return new Map();
  const rows = await db.selectFrom('user').select(['id', 'full_name']).where('id', 'in', userIds).execute();
  return new Map(rows.map(({ id, full_name }) => [id, full_name]));
}
