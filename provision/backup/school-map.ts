import { sqlText } from '../ops/mysql.ts';
import type { BackupContext } from './context.ts';
import { ask, liveSchema } from './database.ts';

/** A table whose rows are of one school each, and how it is found out which. */
export type SchoolTable = {
  readonly name: string;
  readonly columns: readonly string[];
  readonly key: readonly string[];
  /** The unique keys beside the primary one. */
  readonly unique: readonly (readonly string[])[];
  /** Signed whole numbers. */
  readonly integers: readonly string[];
  /** Rows belong to the row of another table, and come and go with it; otherwise they name their school. */
  readonly parent?: { readonly table: string; readonly column: string; readonly references: string };
  /** Whether rows of other tables hang on its rows. */
  readonly isReferenced: boolean;
};

/*
 * Not a school's own: what is on its way (jobs, files being read), what tells what happened, files that are made anew
 * from the data, and what marks demonstration data.
 */
const notTaken = new Set(['school', 'job', 'audit', 'document_file', 'demo_school', 'people_import', 'session']);

/** Tables of a district or of a person: nothing is a school's for hanging on them. */
const shared = new Set(['district', 'user', 'curriculum', 'learning_area', 'node', 'term', 'schema_migration']);

type Reference = { readonly table: string; readonly column: string; readonly to: string; readonly toColumn: string };

/**
 * The tables of one school's rows, those that others hang on first. Read from the schema itself, so that a table made by a
 * later release is not forgotten: a table with a `school_id`, and what must hang on a row of such a table.
 */
export async function schoolTables(context: BackupContext): Promise<readonly SchoolTable[]> {
  const schema = sqlText(liveSchema(context));
  // MySQL calls a default that is computed, such as the time of the row, generated as well.
  const columns = await ask(
    context,
    `SELECT table_name, column_name, is_nullable, data_type, column_type, column_key FROM information_schema.columns
      WHERE table_schema = ${schema} AND extra NOT REGEXP '(VIRTUAL|STORED) GENERATED' ORDER BY table_name, ordinal_position`,
  );
  const references = (
    await ask(
      context,
      `SELECT table_name, column_name, referenced_table_name, referenced_column_name FROM information_schema.key_column_usage
        WHERE table_schema = ${schema} AND referenced_table_name IS NOT NULL ORDER BY table_name, column_name`,
    )
  ).map(([table = '', column = '', to = '', toColumn = '']): Reference => ({ table, column, to, toColumn }));
  const indexes = await ask(
    context,
    `SELECT table_name, index_name, column_name FROM information_schema.statistics
      WHERE table_schema = ${schema} AND non_unique = 0 ORDER BY table_name, index_name, seq_in_index`,
  );
  const byTable = Map.groupBy(columns, ([table = '']) => table);
  const needed = new Set(
    columns.filter(([, , nullable]) => nullable === 'NO').map(([table, column]) => `${table}.${column}`),
  );
  const taken = new Map<string, SchoolTable['parent']>();
  for (const [table, all] of byTable)
    if (!notTaken.has(table) && !shared.has(table) && all.some(([, column]) => column === 'school_id'))
      taken.set(table, undefined);
  for (let grew = true; grew; ) {
    grew = false;
    for (const { table, column, to, toColumn } of references) {
      if (taken.has(table) || notTaken.has(table) || shared.has(table) || !taken.has(to)) continue;
      if (!needed.has(`${table}.${column}`)) continue;
      taken.set(table, { table: to, column, references: toColumn });
      grew = true;
    }
  }
  return inOrder([...taken.keys()], references).map((name) => {
    const parent = taken.get(name);
    const own = byTable.get(name) ?? [];
    const keys = Map.groupBy(
      indexes.filter(([table]) => table === name),
      ([, index = '']) => index,
    );
    const columnsOf = (index: string) => (keys.get(index) ?? []).map(([, , column = '']) => column);
    return {
      name,
      columns: own.map(([, column = '']) => column),
      key: columnsOf('PRIMARY'),
      unique: [...keys.keys()].filter((index) => index !== 'PRIMARY').map(columnsOf),
      integers: own
        .filter(([, , , type = '', whole = '']) => /int$/.test(type) && !whole.includes('unsigned'))
        .map(([, column = '']) => column),
      isReferenced: references.some(({ to, table }) => to === name && table !== name),
      ...(parent === undefined ? {} : { parent }),
    };
  });
}

/** Tables that others refer to come before those. */
function inOrder(tables: readonly string[], references: readonly Reference[]): readonly string[] {
  const done: string[] = [];
  for (let left = [...tables].sort(); left.length > 0; ) {
    const ready = left.filter((table) =>
      references.every((one) => one.table !== table || one.to === table || !left.includes(one.to)),
    );
    const next = ready.length > 0 ? ready : left;
    done.push(...next);
    left = left.filter((table) => !next.includes(table));
  }
  return done;
}

/** SQL condition under which a row, called `alias`, of a table in a schema is the school's. */
export function isOfSchool(
  schema: string,
  tables: readonly SchoolTable[],
  name: string,
  school: string,
  alias: string,
): string {
  const table = tables.find((one) => one.name === name);
  if (table?.parent === undefined) return `${alias}.school_id = ${sqlText(school)}`;
  const { parent } = table;
  const inner = isOfSchool(schema, tables, parent.table, school, `p_${parent.table}`);
  return `${alias}.\`${parent.column}\` IN (SELECT p_${parent.table}.\`${parent.references}\` FROM ${schema}.\`${parent.table}\` p_${parent.table} WHERE ${inner})`;
}
