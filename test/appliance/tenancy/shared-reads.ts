import fc from 'fast-check';
import { expect } from 'vitest';
import type { Database } from '../../../appliance/database/connect.ts';
import { findOpenings } from '../../../appliance/database/scoped/openings.ts';
import { findAllTaught } from '../../../appliance/database/scoped/taught.ts';
import { visibleAllocations, visibleSchemes } from '../../../appliance/database/scoped.ts';
import { newId } from '../../../appliance/ids.ts';
import { today as dayHere } from '../../../appliance/today.ts';
import type { User } from '../world.ts';
import type { Home } from './attack.ts';

/**
 * Reads that many callers share decide for each of them by what they read: for callers of every kind, all at once, they
 * must show what a query of the caller's own from the starting points shows.
 */
export async function comparedWithStartingPoints(db: Database, home: Home, others: readonly User[]): Promise<void> {
  const memberships = await db
    .selectFrom('membership')
    .selectAll()
    .where('user_id', 'in', [home.teacher.id, ...others.map((one) => one.id)])
    .execute();
  const distinct = (ids: readonly (string | null)[]) => [...new Set(ids.filter((id) => id !== null))];
  const districts = distinct(memberships.map((one) => one.district_id));
  const departments = [...distinct(memberships.map((one) => one.department_id)), newId()];
  const schools = () => fc.subarray(distinct(memberships.map((one) => one.school_id)));
  const mostlyNone = (ids: string[]) => fc.oneof(fc.constant([]), fc.subarray(ids));
  const scopes = fc.sample(
    fc.record({
      userId: fc.constantFrom(home.teacher.id, ...others.map((one) => one.id)),
      ...{ schools: schools(), taught: schools(), administered: schools(), headed: schools(), deputised: schools() },
      ...{ districts: mostlyNone(districts), homes: fc.constant(districts) },
      ...{ departments: mostlyNone(departments), curricula: fc.constant([]) },
      ...{ leadsFor: fc.constant([]), deputisesFor: fc.constant([]), headsFor: fc.constant([]) },
    }),
    120,
  );
  const id = home.ids['scheme'] ?? '';
  const today = dayHere();
  const find = findOpenings(db);
  const findTaught = findAllTaught(db);
  const shared = await Promise.all(
    scopes.map(async (scope) => ({
      opening: (await find(scope, id))?.id ?? null,
      taught: (await findTaught(scope, { termId: '-', today })).map((one) => one.id).sort(),
    })),
  );
  for (const [index, scope] of scopes.entries()) {
    const scheme = await visibleSchemes(db, scope).select('scheme.id').where('scheme.id', '=', id).executeTakeFirst();
    const taught = await visibleAllocations(db, scope)
      .select('allocation.id')
      .where('allocation.user_id', '=', scope.userId)
      .orderBy('allocation.id')
      .execute();
    const alone = { opening: scheme?.id ?? null, taught: taught.map((one) => one.id) };
    expect(shared[index], JSON.stringify(scope)).toEqual(alone);
  }
  expect(new Set(shared.map(({ opening }) => opening)).size, 'both are among them').toBe(2);
  expect(shared.some(({ taught }) => taught.length > 0)).toBe(true);
}
