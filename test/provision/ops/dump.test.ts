import { expect, test } from 'vitest';
import type { DatabaseThere } from '../../../provision/model/wanted.ts';
import { dumperOf, dumpOptions, loadOptions } from '../../../provision/ops/dump.ts';
import type { DatabaseServer } from '../../../provision/ops/mysql.ts';

const there: DatabaseThere = { host: 'db', port: 3306, product: 'mysql', tls: { kind: 'required' } };
const mariadb: DatabaseServer = { product: 'mariadb' };
const mysql: DatabaseServer = { product: 'mysql' };
const mysqlThere: DatabaseServer = { product: 'mysql', there };

test('a dump is made and read by the product’s own programs here, and by the distribution’s for another server', () => {
  expect([mariadb, mysql, mysqlThere].map(dumperOf)).toEqual(['mariadb-dump', 'mysqldump', 'mariadb-dump']);
});

test('only MySQL’s own program is told what the other does not know', () => {
  expect(dumpOptions(mysql)).toContain('--set-gtid-purged=OFF');
  for (const server of [mariadb, mysqlThere]) expect(dumpOptions(server).join()).not.toContain('gtid');
  for (const server of [mariadb, mysql, mysqlThere]) expect(dumpOptions(server)).toContain('--no-tablespaces');
  expect([mariadb, mysql, mysqlThere].map((one) => dumpOptions(one).includes('--routines'))).toEqual([
    true,
    true,
    false,
  ]);
  expect([mariadb, mysql, mysqlThere].map((one) => loadOptions(one).includes('--binary-mode'))).toEqual([
    ...[false, true, false],
  ]);
});
