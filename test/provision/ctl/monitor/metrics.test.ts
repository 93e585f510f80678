import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import type { Health } from '../../../../provision/ctl/health/summary.ts';
import { metricsText, serveMetrics } from '../../../../provision/ctl/monitor/metrics.ts';
import { healthOfAll } from '../health/all-well.ts';

test('every line is Prometheus’ text format, each name described once', () => {
  const lines = metricsText(healthOfAll()).trimEnd().split('\n');
  for (const line of lines)
    expect(line).toMatch(
      /^# (HELP|TYPE) teachtrack_[a-z0-9_]+ .+|^teachtrack_[a-z0-9_]+(\{[a-z]+="[^"]*"\})? -?[\d.e+]+$/,
    );
  const named = lines.filter((line) => line.startsWith('# TYPE')).map((line) => line.split(' ')[2]);
  expect(new Set(named).size).toBe(named.length);
  expect(lines).toContain('teachtrack_database_connections 450');
  expect(lines).toContain('teachtrack_queue_active{queue="generation"} 1');
  expect(lines).toContain('teachtrack_request_p95_seconds 0.038');
});

test('what is not known is left out, and nothing is served but the newest', async () => {
  let latest: Health | undefined;
  const server = serveMetrics(() => latest, 0);
  await once(server, 'listening');
  const { port, address } = server.address() as AddressInfo;
  expect(address).toBe('127.0.0.1');
  const ask = async (path: string) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`);
    return { status: answer.status, text: await answer.text() };
  };
  expect((await ask('/metrics')).status).toBe(503);
  const whole = healthOfAll();
  latest = { ...whole, figures: { ...whole.figures, database: null } };
  const { status, text } = await ask('/metrics');
  expect(status).toBe(200);
  expect(text).toContain('teachtrack_people_on_now 412');
  expect(text).not.toContain('database_connections');
  expect((await ask('/')).status).toBe(404);
  server.close();
});
