import { record } from '../../database/audit.ts';
import type { Database } from '../../database/connect.ts';
import type { Row } from '../../database/tables.ts';
import { signInName } from '../auth/users.ts';
import { ProblemError } from '../common/problem.ts';
import type { Scope } from '../common/scope.ts';
import type { BannerRequest, CloseRequest, MaintenanceDetails } from './schema.ts';

export type Kept = { readonly mode?: Row<'maintenance'>; readonly banner?: Row<'maintenance'> };

export async function readMaintenance(db: Database): Promise<Kept> {
  const rows = await db.selectFrom('maintenance').selectAll().execute();
  return Object.fromEntries(rows.map((row) => [row.kind, row]));
}

/** Whether its end has come: from then on the site is open, whoever has noticed. */
export function isOver(row: Row<'maintenance'> | undefined, now = Date.now()): boolean {
  return row !== undefined && row.ends_at !== null && row.ends_at.getTime() <= now;
}

/**
 * Takes away a closing whose end has come, and writes down, for whoever set that end, that the site opened. False when
 * there is none.
 */
export function openWhenOver(db: Database): Promise<boolean> {
  return db.transaction().execute(async (transaction) => {
    const over = await transaction
      .selectFrom('maintenance')
      .select('set_by')
      .where('kind', '=', 'mode')
      .where('ends_at', '<=', new Date())
      .forUpdate()
      .executeTakeFirst();
    if (over === undefined) return false;
    await transaction.deleteFrom('maintenance').where('kind', '=', 'mode').execute();
    await record(transaction, { action: 'maintenance.ended', object: 'site', actorId: over.set_by });
    return true;
  });
}

/** Closing what is closed changes the words, the end and who gets in; since when stays. */
export async function closeSite(db: Database, scope: Scope, request: CloseRequest): Promise<void> {
  if (request.until !== null && Date.parse(request.until) <= Date.now()) {
    const issues = [{ path: 'body.until', message: 'The end is over already: name a moment that is still to come.' }];
    throw new ProblemError('invalid-request', 'The end is over already.', { issues });
  }
  const allowed = await idsOf(db, request.allowed);
  await db.transaction().execute(async (transaction) => {
    const { mode: before } = await readMaintenance(transaction);
    const old = isOver(before) ? undefined : before;
    await transaction
      .replaceInto('maintenance')
      .values({
        kind: 'mode',
        text: request.text,
        starts_at: old?.starts_at ?? new Date(),
        ends_at: request.until === null ? null : new Date(request.until),
        allowed: JSON.stringify(allowed),
        set_by: scope.userId,
      })
      .execute();
    const meta = { until: request.until, allowed: allowed.length };
    await record(transaction, { action: 'maintenance.closed', object: 'site', actorId: scope.userId, meta });
  });
}

export async function setBanner(db: Database, scope: Scope, { text, from, until }: BannerRequest): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await transaction
      .replaceInto('maintenance')
      .values({
        kind: 'banner',
        text,
        starts_at: from === undefined ? new Date() : new Date(from),
        ends_at: until === null ? null : new Date(until),
        allowed: '[]',
        set_by: scope.userId,
      })
      .execute();
    await record(transaction, { action: 'banner.set', object: 'site', actorId: scope.userId, meta: { until } });
  });
}

/** Opens the site, or takes the banner away; nothing happens where there is none. */
export async function endMaintenance(db: Database, scope: Scope, kind: 'mode' | 'banner'): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const { numDeletedRows } = await transaction.deleteFrom('maintenance').where('kind', '=', kind).executeTakeFirst();
    if (numDeletedRows === 0n) return;
    const action = kind === 'mode' ? 'maintenance.opened' : 'banner.removed';
    await record(transaction, { action, object: 'site', actorId: scope.userId });
  });
}

/** With the names of people: of those who set something and of those who get in. */
export async function describeMaintenance(db: Database, { mode, banner }: Kept): Promise<MaintenanceDetails> {
  const allowed = mode === undefined ? [] : allowedIds(mode);
  const people = await namesOf(db, [...allowed, ...[mode, banner].flatMap((row) => row?.set_by ?? [])]);
  const by = (row: Row<'maintenance'>) => people.get(row.set_by ?? '')?.fullName ?? null;
  const moments = (row: Row<'maintenance'>) => ({ until: row.ends_at?.toISOString() ?? null, by: by(row) });
  return {
    mode:
      mode === undefined
        ? null
        : {
            text: mode.text,
            since: mode.starts_at.toISOString(),
            ...moments(mode),
            allowed: allowed.flatMap((id) => people.get(id) ?? []),
            byServer: false,
          },
    banner:
      banner === undefined ? null : { text: banner.text, from: banner.starts_at.toISOString(), ...moments(banner) },
  };
}

export function allowedIds(row: Row<'maintenance'>): readonly string[] {
  return JSON.parse(row.allowed) as string[];
}

async function namesOf(db: Database, ids: readonly string[]) {
  if (ids.length === 0) return new Map<string, { userName: string; fullName: string }>();
  const rows = await db.selectFrom('user').select(['id', 'user_name', 'full_name']).where('id', 'in', ids).execute();
  return new Map(rows.map((row) => [row.id, { userName: row.user_name, fullName: row.full_name }]));
}

/** Throws `invalid-request` that names whoever does not exist. */
async function idsOf(db: Database, names: readonly string[]): Promise<string[]> {
  if (names.length === 0) return [];
  const wanted = names.map(signInName);
  const rows = await db.selectFrom('sign_in_name').selectAll().where('name', 'in', wanted).execute();
  const known = new Map(rows.map(({ name, user_id }) => [name, user_id]));
  const issues = names.flatMap((name, index) =>
    known.has(wanted[index] ?? '') ? [] : [{ path: `body.allowed.${index}`, message: `nobody is called ${name}` }],
  );
  if (issues.length > 0) {
    throw new ProblemError('invalid-request', 'Some of the people named do not exist.', { issues });
  }
  return [...new Set(known.values())];
}
