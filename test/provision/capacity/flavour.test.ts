import { describe, expect, test } from 'vitest';
import {
  atLeast,
  databaseFlavour,
  databaseFlavourOfPackage,
  isKnownDatabase,
  nginxFlavour,
  redisFlavour,
} from '../../../provision/capacity/flavour.ts';

describe('what a server says of itself', () => {
  test.each([
    [
      '/usr/sbin/mariadbd  Ver 10.11.18-MariaDB-0+deb12u1-log for debian-linux-gnu on x86_64 (Debian 12)',
      { product: 'mariadb', version: '10.11.18' },
    ],
    [
      '/usr/sbin/mariadbd  Ver 11.8.9-MariaDB-0+deb13u1 from Debian-log for debian-linux-gnu on x86_64',
      { product: 'mariadb', version: '11.8.9' },
    ],
    ['/usr/sbin/mysqld  Ver 9.7.4-2 for Linux on x86_64 ((Debian))', { product: 'mysql', version: '9.7.4' }],
    ['mysqld  Ver 8.0.36-0ubuntu0.22.04.1 for Linux on x86_64 ((Ubuntu))', { product: 'mysql', version: '8.0.36' }],
    ['10.11.18-MariaDB-0+deb12u1', { product: 'mariadb', version: '10.11.18' }],
    ['8.4.3', { product: 'mysql', version: '8.4.3' }],
    ['/usr/sbin/mysqld  Ver 8.0.36-28 for Linux on x86_64 (Percona Server (GPL), Release 28)', undefined],
    ['mysqld: command not found', undefined],
    ['', undefined],
  ])('%s', (text, flavour) => {
    expect(databaseFlavour(text)).toEqual(flavour);
  });

  test('packages tell the same before anything is installed', () => {
    expect(databaseFlavourOfPackage('mariadb-server', '1:10.11.18-0+deb12u1')).toEqual({
      product: 'mariadb',
      version: '10.11.18',
    });
    expect(databaseFlavourOfPackage('mysql-server', '9.7.4-2')).toEqual({ product: 'mysql', version: '9.7.4' });
    expect(databaseFlavourOfPackage('nginx', '1.22.1-9+deb12u3')).toBeUndefined();
    expect(databaseFlavourOfPackage('mariadb-server', 'none')).toBeUndefined();
  });

  test('Redis, Valkey and nginx', () => {
    expect(redisFlavour('Redis server v=7.0.15 sha=00000000:0 malloc=jemalloc-5.3.0 bits=64')).toEqual({
      product: 'redis',
      version: '7.0.15',
    });
    expect(redisFlavour('Valkey server v=8.1.1 sha=00000000:0')).toEqual({ product: 'valkey', version: '8.1.1' });
    expect(redisFlavour('sh: redis-server: not found')).toBeUndefined();
    expect(nginxFlavour('nginx version: nginx/1.26.3 (Debian)')).toEqual({ version: '1.26.3' });
    expect(nginxFlavour('')).toBeUndefined();
  });
});

test('versions are compared by their numbers', () => {
  expect(atLeast('10.11.19', '10.11')).toBe(true);
  expect(atLeast('10.2.99', '10.11')).toBe(false);
  expect(atLeast('8.0.30', '8.0.30')).toBe(true);
  expect(atLeast('8.0.29', '8.0.30')).toBe(false);
  expect(atLeast('11', '10.11.5')).toBe(true);
});

test('servers we hold no truth about are not known', () => {
  expect(isKnownDatabase({ product: 'mariadb', version: '10.6.18' })).toBe(false);
  expect(isKnownDatabase({ product: 'mysql', version: '5.7.44' })).toBe(false);
  expect(isKnownDatabase({ product: 'mysql', version: '9.7.4' })).toBe(true);
});
