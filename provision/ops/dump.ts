import type { Ops } from './command.ts';
import { clientOf, type DatabaseServer, query, sqlText } from './mysql.ts';

/** Name of the product's own program that writes a schema as SQL; for another server the distribution's. */
export function dumperOf({ product, there }: DatabaseServer): string {
  return product === 'mariadb' || there !== undefined ? 'mariadb-dump' : 'mysqldump';
}

/**
 * The options of either dumper that give one schema as it was at one moment, without stopping anybody, and nothing of the
 * server around it: no tablespaces, which take a privilege to ask for, and no identifiers of transactions, which another
 * server would refuse.
 */
export function dumpOptions(server: DatabaseServer): readonly string[] {
  const isMysqls = dumperOf(server) === 'mysqldump';
  const isOfOther = server.product === 'mysql' && !isMysqls;
  return [
    ...['--single-transaction', '--quick', '--skip-lock-tables', '--triggers', '--hex-blob'],
    ...['--no-tablespaces', '--default-character-set=utf8mb4', '--max-allowed-packet=1G'],
    // MariaDB's program asks a MySQL of a high version for routines that only MariaDB has, and ends. We have none.
    ...(isOfOther ? [] : ['--routines']),
    ...(isMysqls ? ['--set-gtid-purged=OFF'] : []),
  ];
}

/**
 * The options with which either client reads a dump. MySQL's is told to take no line for a command of its own: a dump by
 * MariaDB's program begins with one that it does not know.
 */
export function loadOptions(server: DatabaseServer): readonly string[] {
  return [
    ...['--default-character-set=utf8mb4', '--max-allowed-packet=1G'],
    ...(clientOf(server) === 'mysql' ? ['--binary-mode'] : []),
  ];
}

/** Bytes of a schema's data, as the server estimates them. */
export async function schemaBytes(ops: Ops, server: DatabaseServer, schema: string): Promise<number> {
  // MySQL otherwise answers from what it counted up to a day ago: nothing, for a schema that was filled since.
  const fresh = server.product === 'mysql' ? 'SET SESSION information_schema_stats_expiry = 0; ' : '';
  const ask = `SELECT COALESCE(SUM(data_length), 0) FROM information_schema.tables WHERE table_schema = ${sqlText(schema)}`;
  return Number((await query(ops, server, `${fresh}${ask}`))[0]?.[0] ?? 0);
}
