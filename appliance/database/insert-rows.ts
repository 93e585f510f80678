import { CompiledQuery } from 'kysely';
import type { Database } from './connect.ts';
import type { NewRow, Tables } from './tables.ts';

/**
 * Inserts many rows with the same columns in one statement. Its text is put together at once: for some hundred rows the
 * query builder takes longer than the database. Columns are those of the first row. `ignore` leaves out what is there.
 */
export async function insertRows<Table extends keyof Tables & string>(
  db: Database,
  table: Table,
  rows: readonly NewRow<Table>[],
  duplicates: 'refused' | 'ignore' = 'refused',
): Promise<void> {
  const [first] = rows as readonly Record<string, unknown>[];
  if (first === undefined) return;
  const columns = Object.keys(first);
  const names = columns.map((name) => `\`${name}\``).join(', ');
  const places = `(${columns.map(() => '?').join(', ')})`;
  const values = (rows as readonly Record<string, unknown>[]).flatMap((row) =>
    columns.map((name) => row[name] ?? null),
  );
  const insert = duplicates === 'ignore' ? 'insert ignore' : 'insert';
  const text = `${insert} into \`${table}\` (${names}) values ${rows.map(() => places).join(', ')}`;
  await db.executeQuery(CompiledQuery.raw(text, values));
}
