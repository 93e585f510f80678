import { expect, test } from 'vitest';
import {
  readAddresses,
  readDisplayName,
  readNames,
  readSources,
  readUserName,
  subnetProblems,
  zones,
} from '../../../renderer/screens/configure/fields.ts';

test('names are taken as they are pasted: lines, commas, capitals and twice', () => {
  expect(readNames(' Plans.School.Local,tt.example;\r\nplans.school.local\n')).toEqual({
    value: ['plans.school.local', 'tt.example'],
  });
  expect(readNames('')).toEqual({ value: [] });
});

test.each([
  [readNames, 'plans_school'],
  [readNames, '-a.example'],
  [readNames, 'х'.repeat(10_000)],
  [readNames, Array.from({ length: 21 }, (_, n) => `n${n}.example`).join(' ')],
  [readAddresses, '10.0.0.256'],
  [readAddresses, '10.0.0.5:80'],
  [readSources, '10.20.0.0/33'],
  [readSources, 'fd00::/129'],
  [readSources, '10.20.0.x'],
  [readSources, Array.from({ length: 51 }, (_, n) => `10.0.0.${n}`).join(' ')],
  [readUserName, 'Admin'],
  [readDisplayName, '   '],
  [readDisplayName, 'x'.repeat(61)],
])('what is not valid says which and why (%#)', (read, text) => {
  const found = read(text);
  expect(found.value).toBeUndefined();
  if (found.value === undefined) {
    expect(found.problem.length).toBeGreaterThan(5);
    expect(found.of.length).toBeLessThanOrEqual(60);
  }
});

test('both kinds of address are taken', () => {
  expect(readAddresses('10.0.0.5 fd00::5')).toEqual({ value: ['10.0.0.5', 'fd00::5'] });
});

test('subnets and addresses are taken as they are pasted', () => {
  expect(readSources(' 10.20.0.0/16,\r\nfd12:20::/64 10.20.7.5\n')).toEqual({
    value: ['10.20.0.0/16', 'fd12:20::/64', '10.20.7.5'],
  });
});

test('each row of the subnets is judged by itself, and empty ones do not count', () => {
  const rows = [
    { id: '1', cidr: '10.20.0.0/16', label: 'Secondary' },
    { id: '2', cidr: '', label: '  ' },
    { id: '3', cidr: '10.20.0.0/99', label: '' },
  ];
  const problems = subnetProblems(rows);
  expect([...problems.keys()]).toEqual(['3']);
  expect(problems.get('3')).toEqual({
    cidr: '“10.20.0.0/99” is not a subnet such as 10.20.0.0/16',
    label: 'is empty',
  });
});

test('a time zone that this laptop does not know stays in the list', () => {
  expect(zones('Africa/Nairobi')).toContain('Africa/Dar_es_Salaam');
  expect(zones('Moon/Tranquility')[0]).toBe('Moon/Tranquility');
});
