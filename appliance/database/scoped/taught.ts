import type { Scope } from '../../features/common/scope.ts';
import { type Each, together } from '../../features/common/together.ts';
import { compiledList, compiledQuery } from '../compiled.ts';
import type { Database } from '../connect.ts';
import { visibleAllocations } from '../scoped.ts';

/** A learning area that a person teaches to a class, with one of its schemes of a term. */
export type Taught = {
  readonly id: string;
  readonly className: string;
  readonly grade: string;
  readonly areaName: string;
  readonly schemeId: string | null;
  readonly status: string | null;
};

type When = { readonly termId: string; readonly today: string };

/** What the caller teaches on a day, a line for each scheme of the term; in no order. */
export type FindTaught = (scope: Scope, when: When) => Promise<readonly Taught[]>;

type Asked = { readonly scope: Scope; readonly when: When };
type Found = Taught & { readonly userId: string; readonly schoolId: string };

const mostTogether = 100;
const lanes = 2;

const taughtWithin = compiledQuery(['termId', 'today'], (db, scope, when) =>
  taughtIn(visibleAllocations(db, scope), when).where('allocation.user_id', '=', scope.userId),
);

const taughtBy = compiledList(['termId', 'today'], (db, userIds, when) =>
  taughtIn(db.selectFrom('allocation'), when)
    .select(['allocation.user_id as userId', 'allocation.school_id as schoolId'])
    .where('allocation.user_id', 'in', userIds),
);

/**
 * As `visibleAllocations`, for the page that everybody comes by: those who ask while others are being answered share a
 * query, and its rule is applied to what it found. A test holds the two against each other.
 */
export function findAllTaught(db: Database): FindTaught {
  const find = together((asked: readonly Asked[]) => findTogether(db, asked), mostTogether, lanes);
  return async (scope, when) => {
    // Which schools are in a district only the database knows.
    return scope.districts.length === 0 ? find({ scope, when }) : taughtWithin(db, scope, when);
  };
}

async function findTogether(db: Database, asked: readonly Asked[]): Promise<Each<readonly Taught[]>[]> {
  const byWhen = Map.groupBy(asked, ({ when }) => keyOf(when));
  const found = new Map<string, Map<string, Found[]>>();
  await Promise.all(
    [...byWhen].map(async ([key, some]) => {
      const [first] = some;
      if (first === undefined) return;
      const people = [...new Set(some.map(({ scope }) => scope.userId))];
      found.set(
        key,
        Map.groupBy(await taughtBy(db, people, first.when), ({ userId }) => userId),
      );
    }),
  );
  return asked.map(({ scope, when }) => {
    const own = found.get(keyOf(when))?.get(scope.userId) ?? [];
    return { status: 'fulfilled', value: own.filter(({ schoolId }) => scope.schools.includes(schoolId)) };
  });
}

function keyOf({ termId, today }: When): string {
  return `${termId} ${today}`;
}

/** Teaching on the day. */
function taughtIn(allocations: AllocationQuery, { termId, today }: When) {
  return allocations
    .innerJoin('class_stream', 'class_stream.id', 'allocation.class_id')
    .innerJoin('learning_area', 'learning_area.id', 'allocation.learning_area_id')
    .leftJoin('scheme', (join) =>
      join.onRef('scheme.allocation_id', '=', 'allocation.id').on('scheme.term_id', '=', termId),
    )
    .select(['allocation.id', 'class_stream.name as className', 'class_stream.grade'])
    .select(['learning_area.name as areaName', 'scheme.id as schemeId', 'scheme.status'])
    .where('allocation.valid_from', '<=', today)
    .where((where) => where.or([where('allocation.valid_to', 'is', null), where('allocation.valid_to', '>=', today)]));
}

type AllocationQuery = ReturnType<typeof visibleAllocations>;
