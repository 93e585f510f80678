import type { Database } from '../../database/connect.ts';
import { districtAudit } from '../../database/scoped/status.ts';
import type { Scope } from '../common/scope.ts';
import type { DistrictAuditAnswer, DistrictAuditQuery } from './schema.ts';

/** Who did what in the district, newest first. */
export async function listDistrictAudit(
  db: Database,
  scope: Scope,
  { after, limit, action, who, from, to }: DistrictAuditQuery,
): Promise<DistrictAuditAnswer> {
  const rows = await districtAudit(db, scope)
    .leftJoin('user as actor', 'actor.id', 'audit.actor_id')
    .select(['audit.id', 'audit.at', 'audit.action', 'audit.object', 'school.name as school'])
    .select('actor.full_name as actor')
    .$if(after !== undefined, (select) => select.where('audit.id', '<', after ?? ''))
    .$if(action !== undefined, (select) => select.where('audit.action', 'like', `${action}%`))
    .$if(who !== undefined, (select) => select.where('actor.full_name', 'like', `%${escaped(who ?? '')}%`))
    .$if(from !== undefined, (select) => select.where('audit.at', '>=', startOf(from ?? '')))
    .$if(to !== undefined, (select) => select.where('audit.at', '<', new Date(startOf(to ?? '').getTime() + dayMs)))
    .orderBy('audit.id', 'desc')
    .limit(limit + 1)
    .execute();
  const shown = rows.slice(0, limit);
  const people = await namesOf(db, shown);
  const items = shown.map((row) => ({
    ...row,
    at: row.at.toISOString(),
    person: people.get(row.object.slice('user '.length)) ?? null,
  }));
  const last = items.at(-1);
  return { items, ...(rows.length > limit && last !== undefined ? { next: last.id } : {}) };
}

const dayMs = 86_400_000;

/** Midnight of the district: the process runs in its time zone. */
function startOf(date: string): Date {
  return new Date(`${date}T00:00:00`);
}

function escaped(text: string): string {
  return text.replace(/[\\%_]/g, (character) => `\\${character}`);
}

async function namesOf(db: Database, rows: readonly { readonly object: string }[]): Promise<Map<string, string>> {
  const ids = rows.flatMap(({ object }) => /^user (\w{26})$/.exec(object)?.[1] ?? []);
  if (ids.length === 0) return new Map();
  const found = await db.selectFrom('user').select(['id', 'full_name']).where('id', 'in', ids).execute();
  return new Map(found.map(({ id, full_name }) => [id, full_name]));
}
