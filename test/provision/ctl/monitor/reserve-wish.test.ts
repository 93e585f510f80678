import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Known } from '../../../../provision/ctl/alerts/known.ts';
import { isMissingWithRoom, ReserveWish } from '../../../../provision/ctl/monitor/reserve-wish.ts';
import { healthOfAll } from '../health/all-well.ts';

const folder = mkdtempSync(join(tmpdir(), 'reserve-wish-'));
afterAll(() => rmSync(folder, { recursive: true }));

const MiB = 1024 * 1024;

function known(isThere: boolean, percent: number, freeBytes: number): Pick<Known, 'health' | 'states'> {
  const places = [{ folder: '/var/lib/mysql', path: '/x', bytes: 256 * MiB, isThere, schoolDays: 8 }];
  const state = { at: '2026-03-02T12:00:00.000Z', ok: isThere, summary: 'said', places };
  return {
    health: healthOfAll({ machine: { disks: [{ path: '/', percent, freeBytes }] } }),
    states: new Map([['reserve', state]]),
  };
}

test('wants the reserve again only where it is missing and well more is free', () => {
  expect(isMissingWithRoom(known(false, 80, 20e9))).toBe(true);
  expect(isMissingWithRoom(known(true, 80, 20e9))).toBe(false);
  expect(isMissingWithRoom(known(false, 97, 3e9))).toBe(false);
  expect(isMissingWithRoom(known(false, 100, 0))).toBe(false);
  expect(isMissingWithRoom({ health: undefined, states: new Map() })).toBe(false);
});

test('asks once, and again only after five minutes', () => {
  const wish = new ReserveWish(folder);
  const path = join(folder, 'reserve-wanted');
  wish.look(known(false, 97, 3e9), 0);
  expect(existsSync(path)).toBe(false);
  wish.look(known(false, 50, 50e9), 10_000);
  expect(existsSync(path)).toBe(true);
  rmSync(path);
  wish.look(known(false, 50, 50e9), 40_000);
  expect(existsSync(path)).toBe(false);
  wish.look(known(false, 50, 50e9), 320_000);
  expect(existsSync(path)).toBe(true);
});
