import { expect, test } from 'vitest';
import { clockText, momentText } from '../../../provision/model/moment.ts';

test.each([
  ['Africa/Dar_es_Salaam', '2026-11-26 04:10 EAT'],
  ['Africa/Lagos', '2026-11-26 02:10 WAT'],
  ['Europe/Berlin', '2026-11-26 02:10 CET'],
  ['America/New_York', '2026-11-25 20:10 EST'],
  ['Asia/Kolkata', '2026-11-26 06:40 GMT+5:30'],
  ['UTC', '2026-11-26 01:10 UTC'],
])('a moment is told in the time of %s, with its name', (zone, text) => {
  expect(momentText('2026-11-26T01:10:59.999Z', zone)).toBe(text);
});

test('midnight is the beginning of a day, and summer has its own name', () => {
  expect(momentText('2026-06-30T22:00:00Z', 'Europe/Berlin')).toBe('2026-07-01 00:00 CEST');
  expect(clockText('2026-06-30T22:00:00Z', 'Europe/Berlin')).toBe('00:00 CEST');
});

test('without a zone it is that of the machine', () => {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  expect(momentText('2026-11-26T01:10:00Z')).toBe(momentText('2026-11-26T01:10:00Z', timeZone));
});
