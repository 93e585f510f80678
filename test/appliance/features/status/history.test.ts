import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readHistory } from '../../../../appliance/features/status/history.ts';
import { Ring } from '../../../../provision/ctl/monitor/ring.ts';

let folder: string;
const now = Date.parse('2026-03-02T09:20:00Z');
const seconds = now / 1_000;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tt-history-'));
  mkdirSync(join(folder, 'history'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Written by the monitor's own code: the two know each other by the file alone. */
function written(samples: readonly { readonly t: number; readonly [name: string]: number | null }[]): void {
  const ring = new Ring(join(folder, 'history', 'fine.ring'), { slots: 2_880, periodSeconds: 30 });
  for (const sample of samples) ring.write(sample);
  ring.close();
}

test('nothing was kept yet', async () => {
  expect(await readHistory(folder, 'day', now)).toBeNull();
});

test('what the monitor wrote is a mean, and the worst where it went wrong; what nobody knows is a gap', async () => {
  written([
    { t: seconds - 60, on: 10, err: 0, p95: null },
    { t: seconds - 30, on: 20, err: 3, p95: null },
    { t: seconds - 7_200, on: 5, err: 0, p95: 40 },
  ]);
  const history = await readHistory(folder, 'day', now);
  const series = history?.series;
  expect([series?.on?.length, history?.step]).toEqual([240, 360]);
  expect([series?.on?.at(-1), series?.err?.at(-1), series?.p95?.at(-1)]).toEqual([15, 3, null]);
  expect(series?.p95?.filter((value) => value !== null)).toEqual([40]);
  expect(series?.disk?.every((value) => value === null)).toBe(true);
});

test('what is of another lap, of a clock that was wrong, or half written, is left out', async () => {
  written([
    { t: seconds - 2 * 86_400, on: 99 },
    { t: seconds + 3_600, on: 98 },
    { t: seconds - 30, on: 7 },
  ]);
  const path = join(folder, 'history', 'fine.ring');
  const torn = `${JSON.stringify({ t: seconds - 90, on: 97 }).padEnd(503)}deadbeef\n`;
  writeFileSync(path, torn, { flag: 'r+' });
  const history = await readHistory(folder, 'day', now);
  expect(history?.series.on?.filter((value) => value !== null)).toEqual([7]);
});
