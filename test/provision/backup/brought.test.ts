import { expect, test } from 'vitest';
import { isBrought } from '../../../provision/backup/brought.ts';

test('what opens a server’s own database stays with that server, wherever the database is', () => {
  for (const name of ['database-password', 'migrator-password', 'database-keeper.cnf', 'database-monitor.cnf'])
    expect(isBrought(`secrets/${name}`), name).toBe(false);
  expect(isBrought('appliance.json')).toBe(false);
  expect(isBrought('secrets/session-key')).toBe(true);
});
