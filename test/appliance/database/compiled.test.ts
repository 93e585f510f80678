import fc from 'fast-check';
import {
  type CompiledQuery,
  DummyDriver,
  Kysely,
  MysqlAdapter,
  MysqlIntrospector,
  MysqlQueryCompiler,
  type QueryResult,
} from 'kysely';
import { expect, test } from 'vitest';
import { compiledList, compiledQuery } from '../../../appliance/database/compiled.ts';
import type { Database } from '../../../appliance/database/connect.ts';
import { visibleAnnouncements } from '../../../appliance/database/scoped/announcements.ts';
import { visibleAllocations, visibleSchemes } from '../../../appliance/database/scoped.ts';
import type { Tables } from '../../../appliance/database/tables.ts';
import type { Scope } from '../../../appliance/features/common/scope.ts';

const asked: CompiledQuery[] = [];

/** A database that notes what it is asked and knows nothing. */
class Noting extends DummyDriver {
  override async acquireConnection() {
    return {
      executeQuery: async <Row>(query: CompiledQuery): Promise<QueryResult<Row>> => {
        asked.push(query);
        return { rows: [] };
      },
      streamQuery: () => {
        throw new Error('nothing is streamed');
      },
    };
  }
}

const db: Database = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new MysqlAdapter(),
    createDriver: () => new Noting(),
    createIntrospector: (one) => new MysqlIntrospector(one),
    createQueryCompiler: () => new MysqlQueryCompiler(),
  },
});

const ids = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 4 });
const scopes: fc.Arbitrary<Scope> = fc.record({
  userId: fc.constantFrom('a', 'u1', 'u2'),
  ...{ districts: ids, curricula: ids, homes: ids, schools: ids, administered: ids },
  ...{ taught: ids, headed: ids, deputised: ids, departments: ids },
  ...{ leadsFor: ids, deputisesFor: ids, headsFor: ids },
});

const reads = [
  (on: Database, scope: Scope, { id }: { readonly id: string }) =>
    visibleSchemes(on, scope).select('scheme.id').where('scheme.id', '=', id),
  (on: Database, scope: Scope, { id }: { readonly id: string }) =>
    visibleAllocations(on, scope).select('allocation.id').where('allocation.class_id', '=', id).limit(7),
  (on: Database, scope: Scope, { id }: { readonly id: string }) =>
    visibleAnnouncements(on, scope).select('announcement.id').where('announcement.author_id', '=', id),
];

test('asks for exactly what a query built anew for that scope asks for, whatever was compiled before', async () => {
  for (const build of reads) {
    const compiled = compiledQuery(['id'], build);
    await fc.assert(
      fc.asyncProperty(scopes, fc.constantFrom('a', 'b', 'u1', 'x'), async (scope, id) => {
        asked.length = 0;
        await compiled(db, scope, { id });
        const anew = build(db, scope, { id }).compile();
        expect(asked[0]?.sql.replace('/*prepared*/ ', '')).toBe(anew.sql);
        expect(asked[0]?.parameters).toEqual(anew.parameters);
      }),
      { numRuns: 150 },
    );
  }
});

test('a list asks for exactly those things, in a text kept for its length, and is prepared when it is one', async () => {
  const build = (on: Database, some: readonly string[], { termId }: { readonly termId: string }) =>
    on.selectFrom('scheme').select('id').where('scheme.id', 'in', some).where('term_id', '=', termId).limit(9);
  const compiled = compiledList(['termId'], build);
  for (const some of [['a'], ['b', 'c'], ['d'], ['e', 'a'], ['a', 'b', 'c']]) {
    asked.length = 0;
    await compiled(db, some, { termId: 'a' });
    const anew = build(db, some, { termId: 'a' }).compile();
    expect(asked[0]?.sql).toBe(some.length === 1 ? anew.sql.replace('select', 'select /*prepared*/') : anew.sql);
    expect(asked[0]?.parameters).toEqual(anew.parameters);
  }
});

test('a query that changes what it is given is a mistake that is told at once', async () => {
  const wrong = compiledQuery(['id'], (on, _scope, { id }) =>
    on.selectFrom('term').select('id').where('id', 'like', `${id}%`),
  );
  await expect(wrong(db, emptyScope, { id: 'a' })).rejects.toThrow('may not change');
});

const emptyScope: Scope = {
  userId: 'u1',
  ...{ districts: [], curricula: [], homes: [], schools: [], administered: [] },
  ...{ taught: [], headed: [], deputised: [], departments: [] },
  ...{ leadsFor: [], deputisesFor: [], headsFor: [] },
};
