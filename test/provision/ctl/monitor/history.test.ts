import { mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { History } from '../../../../provision/ctl/monitor/history.ts';
import { Ring, type Sample } from '../../../../provision/ctl/monitor/ring.ts';
import { healthOfAll } from '../health/all-well.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'teachtrack-history-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const small = { slots: 10, periodSeconds: 30 };
const path = () => join(folder, 'x.ring');
const times = (samples: readonly Sample[]) => samples.map(({ t }) => t);

test('keeps the newest lap in a file of fixed size', () => {
  const ring = new Ring(path(), small);
  for (let t = 0; t < 30 * 25; t += 30) ring.write({ t, on: t });
  expect(statSync(path()).size).toBe(10 * 512);
  expect(times(ring.since(0, 10_000))).toEqual(Array.from({ length: 10 }, (_, index) => 450 + index * 30));
  expect(times(ring.since(690, 10_000))).toEqual([690, 720]);
  // Over the end of the file, and places of which only some moments are wanted.
  expect(times(ring.since(575, 660))).toEqual([600, 630, 660]);
  expect(times(ring.since(720, 719))).toEqual([]);
  ring.close();
});

test('loses only the place that was half written, whatever is in it, and what a wrong clock wrote', () => {
  const ring = new Ring(path(), small);
  for (let t = 0; t < 300; t += 30) ring.write({ t, on: 1 });
  const bytes = readFileSync(path());
  bytes.fill(0, 512 * 3 + 40, 512 * 4);
  bytes.write('x', 512 * 5 + 10);
  bytes.fill(0, 512 * 7, 512 * 8);
  writeFileSync(path(), bytes);
  expect(times(ring.since(0, 10_000))).toEqual([0, 30, 60, 120, 180, 240, 270]);
  expect(times(ring.since(0, 100))).toEqual([0, 30, 60]);
  ring.close();
});

test('goes on with a file that was cut short', () => {
  new Ring(path(), small).write({ t: 30, on: 1 });
  truncateSync(path(), 700);
  const ring = new Ring(path(), small);
  ring.write({ t: 60, on: 2 });
  expect(statSync(path()).size).toBe(5120);
  expect(times(ring.since(0, 10_000))).toContain(60);
  ring.close();
});

test('a day is kept by the half minute and thirty days by the quarter, of which the worst is kept of what hurts', () => {
  const history = new History(folder);
  const begin = Date.parse('2026-03-02T12:00:00.000Z');
  for (const [index, [p95, connections]] of [
    [10, 100],
    [90, 300],
    [20, 200],
  ].entries()) {
    const at = new Date(begin + index * 30_000).toISOString();
    history.append(healthOfAll({ web: { p95Ms: p95 ?? 0 }, database: { connections: connections ?? 0 } }, at));
  }
  history.close();
  const fine = new Ring(join(folder, 'fine.ring'), { slots: 2_880, periodSeconds: 30 });
  expect(fine.since(0, begin / 1000 + 60).map(({ t, p95, db, ok, on }) => [t - begin / 1000, p95, db, ok, on])).toEqual(
    [
      [0, 10, 100, 1, 412],
      [30, 90, 300, 1, 412],
      [60, 20, 200, 1, 412],
    ],
  );
  const coarse = new Ring(join(folder, 'coarse.ring'), { slots: 2_880, periodSeconds: 900 });
  expect(coarse.since(0, begin / 1000 + 60)).toMatchObject([{ t: begin / 1000, p95: 90, db: 200, ok: 1, disk: 41 }]);
  for (const ring of [fine, coarse]) ring.close();
  expect(statSync(join(folder, 'fine.ring')).size + statSync(join(folder, 'coarse.ring')).size).toBe(2 * 2_880 * 512);
});
