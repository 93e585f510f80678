import type { KyselyPlugin } from 'kysely';
import type { Database } from '../../appliance/database/connect.ts';

export type Counted = { readonly db: Database /** Queries since the last call. */; taken(): number };

/** The same database, counting what is asked of it; beginnings and ends of transactions are not queries. */
export function countQueries(db: Database): Counted {
  let count = 0;
  const plugin: KyselyPlugin = {
    transformQuery({ node }) {
      count += 1;
      return node;
    },
    transformResult: async ({ result }) => result,
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
