import { expect, test } from 'vitest';
import { databaseWay } from '../../../../provision/tuning/mysql/way.ts';
import { inputHere, inputThere } from '../there.ts';

test('is there only where the database is on another server', () => {
  expect(databaseWay.wanted?.(inputHere)).toBe(false);
  expect(databaseWay.wanted?.(inputThere())).toBe(true);
});

test('leads to that address and may reach no other', () => {
  const lines = databaseWay.render(inputThere()).split('\n');
  expect(lines.find((line) => line.startsWith('ExecStart='))).toMatch(/--connections-max=\d+ 10\.9\.9\.9:3307$/);
  expect(lines.slice(lines.indexOf('IPAddressDeny=any'))).toContain('IPAddressAllow=10.9.9.9');
  expect(databaseWay.render(inputThere({ host: 'fd00::9' }))).toContain(' [fd00::9]:3307');
});

test('systemd does not wait for a word that this program never says', () => {
  expect(databaseWay.render(inputThere())).toContain('\nType=exec\n');
});

test('where a name is given, the address may change', () => {
  const text = databaseWay.render(inputThere({ host: 'database.district.example' }));
  expect(text).toContain(' database.district.example:3307');
  expect(text).not.toContain('IPAddressDeny');
});
