import type { KyselyPlugin } from 'kysely';
import type { Database } from '../../appliance/database/connect.ts';

export type Counted = { readonly db: Database /** Queries since the last call. */; taken(): number };

/** The same database, counting its answers; beginnings and ends of transactions are none. */
export function countQueries(db: Database): Counted {
  let count = 0;
  const plugin: KyselyPlugin = {
    transformQuery: ({ node }) => node,
    async transformResult({ result }) {
      count += 1;
      return result;
    },
  };
  return {
    db: db.withPlugin(plugin),
    taken() {
      const taken = count;
      count = 0;
      return taken;
    },
  };
}
