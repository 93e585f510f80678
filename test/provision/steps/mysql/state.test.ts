import { expect, test } from 'vitest';
import type { DatabaseThere } from '../../../../provision/model/wanted.ts';
import { databaseState } from '../../../../provision/steps/mysql/state.ts';
import type { Reading } from '../../../../provision/steps/readings.ts';

test('before anybody keeps our data on the other server nothing of ours is there, and nobody is asked', async () => {
  const there: DatabaseThere = { host: 'db', port: 3306, product: 'mysql', tls: { kind: 'required' } };
  const transport = {
    readFile: async () => undefined,
    run: async ({ argv }: { argv: readonly string[] }) => expect.fail(argv.join(' ')),
  };
  const context = { transport, signal: new AbortController().signal, say: () => undefined, facts: new Map() };
  const state = await databaseState(context as unknown as Reading, { product: 'mysql', there });
  expect(state).toMatchObject({ collation: undefined, tables: new Set(), accounts: new Map() });
});
