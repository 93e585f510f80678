import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { queueShares } from '../../../../appliance/queues/queues.ts';
import { queueNames } from '../../../../provision/ctl/health/queues.ts';
import { webFigures } from '../../../../provision/ctl/health/web.ts';

let folder: string;
let log: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'teachtrack-web-'));
  log = join(folder, 'access.log');
});
afterEach(() => rmSync(folder, { recursive: true }));

const now = new Date('2026-03-02T12:00:40Z');

function line(secondsAgo: number, path: string, status: number, seconds: number): string {
  const at = new Date(now.getTime() - secondsAgo * 1000).toISOString().replace('.000Z', '+00:00');
  return `10.0.0.7 [${at}] "GET ${path}" ${status} 512 ${seconds.toFixed(3)} ${seconds.toFixed(3)} 0123456789abcdef\n`;
}

test('counts half a minute, the errors in it, and how quick the API was', () => {
  writeFileSync(log, line(300, '/api/v1/me', 500, 9));
  for (let index = 1; index <= 90; index += 1) appendFileSync(log, line(20, '/api/v1/me', 200, index / 1000));
  for (let index = 0; index < 30; index += 1) appendFileSync(log, line(10, '/assets/a.js', 200, 5));
  for (let index = 0; index < 30; index += 1) appendFileSync(log, line(10, '/api/v1/jobs/events', 200, 600));
  for (let index = 0; index < 6; index += 1) appendFileSync(log, line(8, '/api/v1/schemes', 503, 0.001));
  appendFileSync(log, `${line(1, '/api/v1/me', 200, 9)}10.0.0.7 [2026-03-0`);
  expect(webFigures(log, now)).toEqual({ requestsPerSecond: 5.2, p95Ms: 86, errorsPerSecond: 0.2 });
});

test('reads only as much of a long log as it needs, and knows nothing of an empty one', () => {
  writeFileSync(log, line(4_000, '/api/v1/me', 200, 1).repeat(60_000));
  appendFileSync(log, line(10, '/api/v1/me', 200, 0.25).repeat(3_000));
  expect(webFigures(log, now)).toEqual({ requestsPerSecond: 100, p95Ms: 250, errorsPerSecond: 0 });
  writeFileSync(log, '');
  expect(webFigures(log, now)).toEqual({ requestsPerSecond: 0, p95Ms: null, errorsPerSecond: 0 });
});

test('asks for the queues that the appliance has', () => {
  expect([...queueNames].sort()).toEqual(Object.keys(queueShares).sort());
});
