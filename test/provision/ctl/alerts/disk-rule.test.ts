import { expect, test } from 'vitest';
import { diskFull } from '../../../../provision/ctl/alerts/disk-rule.ts';
import type { Known } from '../../../../provision/ctl/alerts/known.ts';
import { reserveState } from '../../../../provision/reserve/state.ts';
import { healthOfAll } from '../health/all-well.ts';

const nowMs = Date.parse('2026-03-02T12:00:00.000Z');
const MiB = 1024 * 1024;
const place = {
  ...{ folder: '/var/lib/mysql', path: '/var/lib/teachtrack/emergency-reserve', bytes: 512 * MiB },
  ...{ totalBytes: 1e11, freeBytes: 0, takenBytes: 512 * MiB, isThere: true },
};

function found(percent: number, freeBytes: number, reserve?: Parameters<typeof reserveState>) {
  const health = healthOfAll({ machine: { disks: [{ path: '/', percent, freeBytes }] } });
  const states: Known['states'] = new Map(
    reserve === undefined ? [] : [['reserve', { ...reserveState(...reserve) }] as const],
  );
  return diskFull.find({ nowMs, health, states, monitor: {} }, () => false)?.[0];
}

test('a full disk says that the reserve can be given back, how, and how long it lasts', () => {
  const finding = found(100, 0, [[place], { tier: 150, now: new Date(nowMs) }]);
  expect(finding).toMatchObject({ urgent: true, sentence: 'The disk of / is 100 % full; 0 MB are left.' });
  expect(finding?.advice).toMatch(
    /^Give the emergency reserve back .*"teachtrackctl reserve free".* 537 MB, .* 8 school/,
  );
});

test('what is left of it can still be given back', () => {
  const cut = { ...place, takenBytes: 384 * MiB, isThere: false };
  expect(found(100, 0, [[cut], { tier: 150, now: new Date(nowMs) }])?.advice).toMatch(/^Give .* It is 403 MB,/);
});

test('a disk that fills up leaves the reserve out of it, and so does one without', () => {
  expect(found(93, 5e9, [[place], { tier: 150, now: new Date(nowMs) }])?.advice).not.toContain('reserve');
  expect(found(100, 0)?.advice).not.toContain('reserve');
});

test('once it is in use, says how long that lasts at the pace since', () => {
  const given = (hours: number, free: number) => ({
    ...{ at: new Date(nowMs - hours * 3_600_000).toISOString(), by: 'Anna', bytes: 512 * MiB },
    free: [{ folder: '/var/lib/mysql', bytes: free }],
  });
  const gone = { ...place, takenBytes: 0, isThere: false };
  const sentence = (hours: number, free: number) =>
    found(99.9, 400e6, [[gone], { tier: 150, now: new Date(nowMs), givenBack: given(hours, free) }])?.sentence;
  expect(sentence(2, 433e6)).toContain('in use: at the pace since then this lasts for about 8 hours.');
  expect(sentence(24, 416.5e6)).toContain('lasts for about 8 days.');
  expect(sentence(0.01, 450e6)).toMatch(/reserve is in use\.$/);
  expect(sentence(2, 300e6)).toMatch(/reserve is in use\.$/);
});
