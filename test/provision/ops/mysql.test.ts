import { expect, test } from 'vitest';
import { Secret } from '../../../provision/model/secret.ts';
import type { DatabaseThere } from '../../../provision/model/wanted.ts';
import { asKeeper, clientOf, signInOptions } from '../../../provision/ops/mysql.ts';

const there: DatabaseThere = { host: 'db', port: 3306, product: 'mysql', tls: { kind: 'required', ca: 'PEM' } };

test('here it is the database’s root over the socket, by the product’s own programs', () => {
  expect(asKeeper({ product: 'mariadb' })).toEqual([
    '--no-defaults',
    '--socket=/run/mysqld/mysqld.sock',
    '--user=root',
  ]);
  expect(clientOf({ product: 'mysql' })).toBe('mysql');
});

test('on another server it is who the file says, whatever the product', () => {
  expect(asKeeper({ product: 'mysql', there })).toEqual([
    '--defaults-file=/etc/teachtrack/secrets/database-keeper.cnf',
  ]);
  expect(clientOf({ product: 'mysql', there })).toBe('mariadb');
});

test('a password with quotes and backslashes is one value of the file', () => {
  const options = signInOptions(there, { name: 'dba', password: new Secret('a "b" \\ c#') }).reveal();
  expect(options.split('\n')).toContain('password="a \\"b\\" \\\\ c#"');
  expect(options).toContain('ssl-ca=/etc/teachtrack/database-authority.crt');
  const waived = signInOptions(
    { ...there, tls: { kind: 'waived', reason: 'one cable' } },
    { name: 'a', password: new Secret('b') },
  );
  expect(waived.reveal()).toContain('skip-ssl');
});
