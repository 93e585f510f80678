import type { Scope } from '../../features/common/scope.ts';
import { type Each, together } from '../../features/common/together.ts';
import { compiledList, compiledQuery } from '../compiled.ts';
import type { Database } from '../connect.ts';
import { leading, visibleSchemes } from '../scoped.ts';

/** What decides who may read a scheme, who may change it, and whether a text of it is still right. */
export type Opening = {
  readonly id: string;
  readonly version: number;
  readonly updated_at: Date;
  readonly status: string;
  readonly school_id: string;
  /** Whose allocation it hangs on. */
  readonly user_id: string;
};

/** Null when the scheme is out of the caller's reach. */
export type FindOpening = (scope: Scope, id: string) => Promise<Opening | null>;

type Asked = { readonly scope: Scope; readonly id: string };
type Found = Opening & { readonly allocatedAt: string };

const mostTogether = 100;
const lanes = 2;

const openingWithin = compiledQuery(['id'], (db, scope, { id }) =>
  visibleSchemes(db, scope)
    .innerJoin('allocation', 'allocation.id', 'scheme.allocation_id')
    .select(['scheme.id', 'scheme.version', 'scheme.updated_at', 'scheme.status'])
    .select(['scheme.school_id', 'allocation.user_id'])
    .where('scheme.id', '=', id),
);

const openingsOf = compiledList([], (db, ids) =>
  db
    .selectFrom('scheme')
    .innerJoin('allocation', 'allocation.id', 'scheme.allocation_id')
    .select(['scheme.id', 'scheme.version', 'scheme.updated_at', 'scheme.status'])
    .select(['scheme.school_id', 'allocation.user_id', 'allocation.school_id as allocatedAt'])
    .where('scheme.id', 'in', ids),
);

/**
 * As `visibleSchemes`, for the one read that everybody makes all day: those who ask while others are being answered
 * share a query, and the rule of `allocationsFor` is applied to what it found. A test holds the two against each other.
 */
export function findOpenings(db: Database): FindOpening {
  const find = together((asked: readonly Asked[]) => findTogether(db, asked), mostTogether, lanes);
  return async (scope, id) => {
    // Who is of a department today only the database knows.
    if (scope.departments.length === 0) return find({ scope, id });
    const [found] = await openingWithin(db, scope, { id });
    return found ?? null;
  };
}

async function findTogether(db: Database, asked: readonly Asked[]): Promise<Each<Opening | null>[]> {
  const found = await openingsOf(db, [...new Set(asked.map(({ id }) => id))], {});
  const byId = new Map(found.map((one) => [one.id, one]));
  return asked.map(({ scope, id }) => {
    const one = byId.get(id);
    return { status: 'fulfilled', value: one !== undefined && mayRead(scope, one) ? one : null };
  });
}

function mayRead(scope: Scope, { user_id, allocatedAt }: Found): boolean {
  const teaching = user_id === scope.userId && scope.taught.includes(allocatedAt);
  return teaching || leading(scope).includes(allocatedAt);
}
