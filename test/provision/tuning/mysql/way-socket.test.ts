import { expect, test } from 'vitest';
import { apiService } from '../../../../provision/tuning/appliance/api-service.ts';
import { applianceSettings } from '../../../../provision/tuning/appliance/settings.ts';
import { databaseWaySocket } from '../../../../provision/tuning/mysql/way-socket.ts';
import { inputHere, inputThere } from '../there.ts';

test('stands where a database server of this machine would have its own, and only our group may use it', () => {
  const lines = databaseWaySocket.render(inputThere()).split('\n');
  expect(lines).toContain('ListenStream=/run/mysqld/mysqld.sock');
  expect(lines).toContain('SocketMode=0660');
  expect(databaseWaySocket.wanted?.(inputHere)).toBe(false);
});

test('the services go on without a network, and wait for the way instead of a server', () => {
  const text = apiService.render(inputThere());
  expect(text).toContain('PrivateNetwork=yes');
  expect(text).toMatch(/^After=teachtrack-database\.socket redis/m);
  expect(text).not.toContain('mariadb.service');
});

test('the application encrypts what it says, and knows whose certificate it must be', () => {
  const database = (input = inputThere()) => JSON.parse(applianceSettings.render(input)).database;
  expect(database()).toMatchObject({ socketPath: '/run/mysqld/mysqld.sock', tls: { ca: 'PEM' } });
  expect(database()).not.toHaveProperty('folder');
  expect(database(inputThere({ tls: { kind: 'required' } })).tls).toEqual({});
  expect(database(inputThere({ tls: { kind: 'waived', reason: 'one cable' } }))).not.toHaveProperty('tls');
  expect(database(inputHere)).not.toHaveProperty('tls');
});
