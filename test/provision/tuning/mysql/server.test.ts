import { describe, expect, test } from 'vitest';
import { atLeast, type DatabaseFlavour } from '../../../../provision/capacity/flavour.ts';
import type { TuningInput } from '../../../../provision/tuning/file.ts';
import { databaseServer } from '../../../../provision/tuning/mysql/server.ts';
import truth from '../../../fixtures/database-directives.json' with { type: 'json' };
import { flavours, machines, tuningInput } from '../inputs.ts';

const everywhere = flavours.flatMap((flavour) => machines.map((machine) => tuningInput({ ...machine, flavour })));

describe.each(everywhere)('$database.product $database.version for $budget.machine.tier teachers', (input) => {
  const directives = directivesOf(databaseServer.render(input));

  test('has nothing the server refuses or has removed', () => {
    expect([...directives].filter(([name, value]) => outcome(input.database, name, value) === 'refuses')).toEqual([]);
    const going = [...directives].filter(([name, value]) => outcome(input.database, name, value) === 'removed');
    // Deprecated since it is there, and needed as long as MySQL's own way leaves rows behind.
    expect(going.filter(([name]) => name !== 'innodb_native_foreign_keys')).toEqual([]);
  });

  test('sizes come from the budget', () => {
    const { database, connections } = input.budget;
    expect(directives.get('innodb_buffer_pool_size')).toBe(`${database.bufferPoolMiB}M`);
    expect(directives.get('max_connections')).toBe(String(connections.max));
    expect(redoMiB(input, directives)).toBe(database.redoMiB);
  });

  test('a change is on the disk when it is confirmed', () => {
    expect(directives.get('innodb_flush_log_at_trx_commit')).toBe('1');
    expect(directives.get('innodb_doublewrite')).toBe('ON');
  });

  test('every line but those that cannot be read back is expected of the running server', () => {
    const names = databaseServer.settings(input).map(({ name }) => name);
    expect([...directives.keys()].filter((name) => !names.includes(name))).toEqual(
      input.database.product === 'mysql' ? ['mysqlx'] : [],
    );
  });
});

test('a MariaDB is told the size of its thread pool, as it cannot see its CPU quota', () => {
  const input = tuningInput({ ...machine(2000), flavour: { product: 'mariadb', version: '11.8.9' } });
  const directives = directivesOf(databaseServer.render(input));
  expect(directives.get('thread_handling')).toBe('pool-of-threads');
  expect(directives.get('thread_pool_size')).toBe('4');
});

test('snapshot isolation is switched off only where it exists and is on', () => {
  const isSet = (version: string) =>
    databaseServer
      .render(tuningInput({ ...machine(500), flavour: { product: 'mariadb', version } }))
      .includes('innodb_snapshot_isolation');
  expect([isSet('10.11.5'), isSet('10.11.19'), isSet('11.4.3'), isSet('11.6.2'), isSet('11.8.9')]).toEqual([
    ...[false, false, false],
    ...[true, true],
  ]);
});

test('what hangs on a removed row is left to InnoDB where MySQL would do it by itself', () => {
  const isSet = (version: string) =>
    databaseServer
      .render(tuningInput({ ...machine(500), flavour: { product: 'mysql', version } }))
      .includes('innodb_native_foreign_keys=ON');
  expect([isSet('8.4.6'), isSet('9.5.0'), isSet('9.6.0'), isSet('9.7.4')]).toEqual([false, false, true, true]);
});

test('the redo log of MySQL has the name of its version', () => {
  const text = (version: string) =>
    databaseServer.render(tuningInput({ ...machine(2000), flavour: { product: 'mysql', version } }));
  expect(text('8.0.29')).toMatch(/innodb_log_file_size=2048M\ninnodb_log_files_in_group=2/);
  expect(text('8.0.30')).toContain('innodb_redo_log_capacity=4096M');
  expect(text('8.0.30')).not.toContain('innodb_log_file');
});

test('the file is read last and by everyone', () => {
  const path = (product: 'mariadb' | 'mysql') =>
    databaseServer.path(tuningInput({ ...machine(500), flavour: { product, version: '11.8.9' } }));
  expect(path('mariadb')).toBe('/etc/mysql/mariadb.conf.d/zz-teachtrack.cnf');
  expect(path('mysql')).toBe('/etc/mysql/mysql.conf.d/zz-teachtrack.cnf');
  expect(databaseServer.mode).toBe(0o644);
});

function machine(tier: number) {
  return machines.find((one) => one.tier === tier) ?? machines[0] ?? expect.fail('no machine');
}

function directivesOf(text: string): Map<string, string> {
  const lines = text.split('\n').filter((line) => line.includes('=') && !line.startsWith('#'));
  const names = lines.map((line) => line.split('=')[0]);
  expect(new Set(names).size).toBe(names.length);
  return new Map(lines.map((line) => [line.split('=')[0] ?? '', line.slice(line.indexOf('=') + 1)]));
}

/** By the recorded starts; MySQL 8 by its documentation, and where that is silent as MySQL 9. */
function outcome({ product, version }: DatabaseFlavour, name: string, value: string): string {
  if (product === 'mysql' && !atLeast(version, '9')) {
    const change = truth.mysql8.find((one) => one.name === name);
    if (change !== undefined) {
      if (change.since !== undefined && !atLeast(version, change.since)) return 'refuses';
      if (change.until !== undefined && atLeast(version, change.until)) return 'removed';
      return 'takes';
    }
  }
  const server = product === 'mysql' ? 'mysql 9.7' : atLeast(version, '11') ? 'mariadb 11.8' : 'mariadb 10.11';
  const column = 2 + truth.servers.indexOf(server);
  const rows = truth.directives.filter((row) => row[0] === name);
  const exact = rows.find((row) => row[1]?.toUpperCase() === value.toUpperCase());
  return exact?.[column] ?? rows[0]?.[column] ?? 'takes';
}

function redoMiB({ database }: TuningInput, directives: Map<string, string>): number {
  const size = (name: string) => Number.parseInt(directives.get(name) ?? '0', 10);
  if (database.product === 'mariadb') return size('innodb_log_file_size');
  return size('innodb_redo_log_capacity') || 2 * size('innodb_log_file_size');
}
