import type { Redis } from 'ioredis';
import type { Database } from '../../database/connect.ts';
import { districtSchools } from '../../database/scoped/status.ts';
import { today as dayHere } from '../../today.ts';
import { peopleOnBySchool } from '../activity/count.ts';
import type { Scope } from '../common/scope.ts';
import { currentTerm } from '../dashboard/store.ts';
import type { SchoolsActivity } from './schema.ts';

const most = 1_000;
const handedIn = ['submitted', 'endorsed', 'approved'] as const;

/** What every school of the district is at: five queries however many there are. */
export async function schoolsActivity(db: Database, cache: Redis, scope: Scope): Promise<SchoolsActivity> {
  const today = dayHere();
  const term = await currentTerm(db, scope, today);
  const [schools, people, due, made, on] = await Promise.all([
    districtSchools(db, scope).select(['id', 'code', 'name']).orderBy('name').limit(most).execute(),
    peopleOf(db, scope, today),
    dueOf(db, scope, today),
    madeOf(db, scope, { termId: term?.id ?? '', today }),
    peopleOnBySchool(cache).catch(() => null),
  ]);
  return {
    term: term && { year: term.year, number: term.number },
    items: schools.map((school) => ({
      ...school,
      people: people.get(school.id) ?? 0,
      on: on === null ? null : (on.get(school.id) ?? 0),
      due: due.get(school.id) ?? 0,
      made: made.get(school.id)?.made ?? 0,
      handedIn: made.get(school.id)?.handedIn ?? 0,
    })),
  };
}

async function peopleOf(db: Database, scope: Scope, today: string): Promise<Map<string, number>> {
  const rows = await districtSchools(db, scope)
    .innerJoin('membership', 'membership.school_id', 'school.id')
    .select(['school.id', ({ fn }) => fn.count<number>('membership.user_id').distinct().as('count')])
    .where('membership.valid_from', '<=', today)
    .where((where) => where.or([where('valid_to', 'is', null), where('valid_to', '>=', today)]))
    .groupBy('school.id')
    .execute();
  return counted(rows);
}

/** Allocations in force: as many schemes are due. */
function allocationsNow(db: Database, scope: Scope, today: string) {
  return districtSchools(db, scope)
    .innerJoin('allocation', 'allocation.school_id', 'school.id')
    .where('allocation.valid_from', '<=', today)
    .where((where) => where.or([where('allocation.valid_to', 'is', null), where('allocation.valid_to', '>=', today)]));
}

async function dueOf(db: Database, scope: Scope, today: string): Promise<Map<string, number>> {
  const rows = await allocationsNow(db, scope, today)
    .select(['school.id', ({ fn }) => fn.countAll<number>().as('count')])
    .groupBy('school.id')
    .execute();
  return counted(rows);
}

async function madeOf(
  db: Database,
  scope: Scope,
  { termId, today }: { readonly termId: string; readonly today: string },
): Promise<Map<string, { readonly made: number; readonly handedIn: number }>> {
  const rows = await allocationsNow(db, scope, today)
    .innerJoin('scheme', 'scheme.allocation_id', 'allocation.id')
    .select('school.id')
    .select(({ fn, case: when, ref }) => [
      fn.count<number>('allocation.id').distinct().as('made'),
      fn
        .count<number>(when().when('scheme.status', 'in', handedIn).then(ref('allocation.id')).end())
        .distinct()
        .as('handedIn'),
    ])
    .where('scheme.term_id', '=', termId)
    .where('scheme.archived_at', 'is', null)
    .groupBy('school.id')
    .execute();
  return new Map(rows.map((row) => [row.id, { made: Number(row.made), handedIn: Number(row.handedIn) }]));
}

function counted(rows: readonly { readonly id: string; readonly count: number }[]): Map<string, number> {
  return new Map(rows.map(({ id, count }) => [id, Number(count)]));
}
