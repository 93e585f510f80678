import { createLRU } from 'lru.min';
import type { Database } from '../../database/connect.ts';
import { type FindTaught, findAllTaught, type Taught } from '../../database/scoped/taught.ts';
import { keptSchools, leading } from '../../database/scoped.ts';
import { today as dayHere } from '../../today.ts';
import type { Board } from '../announcements/board.ts';
import type { Scope } from '../common/scope.ts';
import { weekOf } from '../schemes/engine/slots.ts';
import { recordsToCheck } from './checks.ts';
import type { Dashboard, DashboardClass, DashboardSchool } from './schema.ts';

/** The same for everybody of a district, and asked for by all of them every time. */
const termKeptMs = 60_000;
const mostClasses = 200;

export type ReadDashboard = (scope: Scope) => Promise<Dashboard>;

/**
 * Two queries for a teacher, one when nothing is announced, one more for whoever looks after schools and one for who looks
 * at records, side by side. That of the classes is shared by all who ask at the same moment.
 */
export function dashboards(db: Database, board: Board): ReadDashboard {
  const terms = createLRU<string, { readonly term: CurrentTerm | null; readonly until: number }>({ max: 50 });
  const findTaught = findAllTaught(db);
  return async (scope) => {
    const today = dayHere();
    const key = [today, ...scope.homes].join();
    let kept = terms.get(key);
    if (kept === undefined || kept.until < Date.now()) {
      kept = { term: await currentTerm(db, scope, today), until: Date.now() + termKeptMs };
      terms.set(key, kept);
    }
    return readDashboard({ db, board, findTaught }, scope, kept.term, today);
  };
}

type Sources = { readonly db: Database; readonly board: Board; readonly findTaught: FindTaught };

async function readDashboard(
  { db, board, findTaught }: Sources,
  scope: Scope,
  term: CurrentTerm | null,
  today: string,
): Promise<Dashboard> {
  const [announcements, taught, records, schools] = await Promise.all([
    board.current(scope),
    scope.taught.length === 0 ? [] : findTaught(scope, { termId: term?.id ?? '', today }),
    recordsToCheck(db, scope, today),
    schoolsLookedAfter(db, scope, term?.id, today),
  ]);
  return {
    today,
    term: term && { ...term, week: today < term.start ? null : weekOf(term, today) },
    announcements,
    classes: classesOf(taught),
    records,
    schools,
  };
}

type CurrentTerm = {
  readonly id: string;
  readonly year: number;
  readonly number: number;
  readonly start: string;
  readonly end: string;
};

/** The term that runs or comes next, of the newest calendar of its year. */
export async function currentTerm(db: Database, scope: Scope, today: string): Promise<CurrentTerm | null> {
  if (scope.homes.length === 0) return null;
  const term = await db
    .selectFrom('term')
    .innerJoin('calendar', 'calendar.id', 'term.calendar_id')
    .select(['term.id', 'year', 'number', 'start_date', 'end_date'])
    .where('district_id', 'in', scope.homes)
    .where('end_date', '>=', today)
    .orderBy('year')
    .orderBy('version', 'desc')
    .orderBy('start_date')
    .limit(1)
    .executeTakeFirst();
  if (term === undefined) return null;
  return { id: term.id, year: term.year, number: term.number, start: term.start_date, end: term.end_date };
}

/** By grade, class and learning area, as people count: grade 4 before grade 10. */
const { compare } = new Intl.Collator('en', { numeric: true });

function inOrder(a: Taught, b: Taught): number {
  return compare(a.grade, b.grade) || compare(a.className, b.className) || compare(a.areaName, b.areaName);
}

/** One each, with its newest scheme. */
function classesOf(taught: readonly Taught[]): DashboardClass[] {
  const newest = new Map<string, Taught>();
  for (const one of taught) {
    const known = newest.get(one.id);
    if (known === undefined || (known.schemeId ?? '') < (one.schemeId ?? '')) newest.set(one.id, one);
  }
  const shown = [...newest.values()].sort(inOrder).slice(0, mostClasses);
  return shown.map(({ id, schemeId, status, className, grade, areaName }) => ({
    ...{ allocationId: id, className, grade, learningArea: areaName },
    scheme: schemeId === null || status === null ? null : { id: schemeId, status },
  }));
}

async function schoolsLookedAfter(
  db: Database,
  scope: Scope,
  termId: string | undefined,
  today: string,
): Promise<DashboardSchool[]> {
  if (leading(scope).length + scope.districts.length === 0) return [];
  const rows = await keptSchools(db, scope)
    .select(['school.id', 'school.name'])
    .select((select) => {
      const members = select
        .selectFrom('membership')
        .innerJoin('user', 'user.id', 'membership.user_id')
        .whereRef('membership.school_id', '=', 'school.id')
        .where((where) => where.or([where('valid_to', 'is', null), where('valid_to', '>=', today)]))
        .select((counted) => counted.fn.count<number>('user.id').distinct().as('count'));
      const allocations = select
        .selectFrom('allocation')
        .whereRef('allocation.school_id', '=', 'school.id')
        .where((where) => where.or([where('valid_to', 'is', null), where('valid_to', '>=', today)]));
      return [
        members.as('people'),
        members.where('must_change', '=', 1).as('neverSignedIn'),
        allocations.select((counted) => counted.fn.countAll<number>().as('count')).as('allocations'),
        allocations
          .innerJoin('scheme', 'scheme.allocation_id', 'allocation.id')
          .where('scheme.term_id', '=', termId ?? '')
          .select((counted) => counted.fn.count<number>('allocation.id').distinct().as('count'))
          .as('withScheme'),
      ];
    })
    .orderBy('school.name')
    .limit(200)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    people: Number(row.people),
    neverSignedIn: Number(row.neverSignedIn),
    allocations: Number(row.allocations),
    withScheme: Number(row.withScheme),
  }));
}
