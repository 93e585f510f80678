import { expect, test } from 'vitest';
import type { ReservePlace } from '../../../provision/reserve/places.ts';
import { reserveState } from '../../../provision/reserve/state.ts';

const MiB = 1024 * 1024;
const place: ReservePlace = {
  ...{ folder: '/var/lib/mysql', path: '/var/lib/teachtrack/emergency-reserve', bytes: 2048 * MiB },
  ...{ totalBytes: 500e9, freeBytes: 100e9, takenBytes: 2048 * MiB, isThere: true },
};
const gone = { ...place, takenBytes: 0, isThere: false };
const now = new Date('2026-03-02T12:00:00.000Z');
const givenBack = {
  at: '2026-03-02T11:00:00.000Z',
  by: 'Anna',
  bytes: 2048 * MiB,
  free: [{ folder: '/var/lib/mysql', bytes: 1.1e9 }],
};

test('is well while it lies there, and says how long it would last', () => {
  const state = reserveState([place], { tier: 2000, now, givenBack });
  expect(state).toMatchObject({ ok: true, givenBack: null });
  expect(state.summary).toBe('2147 MB are put by for the day the disk is full: enough for about 4 school days.');
});

test('says who gave it back, and that it comes back by itself', () => {
  const { ok, summary, places } = reserveState([gone], { tier: 2000, now, givenBack });
  expect([ok, summary]).toEqual([
    false,
    'The emergency reserve is in use: Anna gave 2147 MB back, and 1100 MB were free. It is made again by itself as soon as well more is free.',
  ]);
  expect(places).toMatchObject([{ isThere: false, schoolDays: 4 }]);
});

test('says what of it the database was given to start with, and that the rest can be given back', () => {
  const cut = { ...place, takenBytes: 1920 * MiB, isThere: false };
  const { ok, summary, places } = reserveState([cut], { tier: 2000, now });
  expect([ok, summary]).toEqual([
    false,
    '134 MB of the emergency reserve were given to the database, so that it could start on a full disk; 2013 MB are left. It is made whole again by itself as soon as well more is free.',
  ]);
  expect(places).toMatchObject([{ isThere: false, heldBytes: 1920 * MiB }]);
});

test('is not well where there never was room for it', () => {
  expect(reserveState([gone], { tier: 2000, now }).summary).toMatch(
    /^The emergency reserve of 2147 MB is not there: too little is free\. It is made again/,
  );
});
