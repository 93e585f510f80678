import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keep } from '../../../../provision/ctl/alerts/change.ts';
import type { Known } from '../../../../provision/ctl/alerts/known.ts';
import { type AlertsState, Watch } from '../../../../provision/ctl/monitor/watch.ts';
import type { World } from '../../../../provision/ctl/world.ts';
import { readState } from '../../../../provision/ops/state-file.ts';
import { startWebhookSink } from '../../../services/webhook-sink.ts';
import { healthOfAll } from '../health/all-well.ts';

let folder: string;
let world: World;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'teachtrack-watch-'));
  const operation = {
    ...{ monitor: folder, alertSettings: join(folder, 'settings.json'), alertSecrets: join(folder, 'secrets') },
  };
  const env = { CREDENTIALS_DIRECTORY: join(folder, 'credentials') };
  mkdirSync(env.CREDENTIALS_DIRECTORY);
  world = { operation, env, wantedState: join(folder, 'none.json'), err: () => {} } as unknown as World;
});
afterEach(() => rmSync(folder, { recursive: true }));

const state = () => readState<AlertsState>('alerts', folder);
const atNoon = (health: Known['health']): Known => {
  return { nowMs: Date.parse('2026-03-02T12:00:00'), health, states: new Map(), monitor: {} };
};
const restarted = healthOfAll({ restarts: [{ unit: 'mariadb.service', times: 1, upSince: null }] });

test('tells by the ways that are set up, once, also over a restart of the monitor', async () => {
  const sink = await startWebhookSink();
  keep(world, { settings: { webhook: { host: 'x' } }, secrets: new Map() });
  const credential = (name: string) => join(world.env['CREDENTIALS_DIRECTORY'] ?? '', `alerts_${name}`);
  writeFileSync(credential('webhook-url'), `http://127.0.0.1:${sink.port}/`);
  writeFileSync(credential('webhook-key'), 'a key');
  for (let start = 0; start < 3; start += 1) {
    const watch = new Watch(world);
    watch.look(atNoon(restarted));
    watch.keep();
    await watch.send();
  }
  expect(sink.posts).toHaveLength(1);
  expect(state()).toMatchObject({
    ok: false,
    active: [{ subject: 'mariadb.service' }],
    deliveries: [{ state: 'sent' }],
  });
  await sink.stop();
});

test('looks again soon while it is not certain what is wrong, and not for weeks because of what is', () => {
  const watch = new Watch(world);
  const look = (minute: number, percent: number) => {
    const disks = [{ path: '/', percent, freeBytes: 5e9 }];
    const health = healthOfAll({ machine: { disks } });
    watch.look({ ...atNoon(health), nowMs: Date.parse('2026-03-02T12:00:00') + minute * 60_000 });
    return watch.isBusy;
  };
  expect([look(0, 50), look(1, 85), look(3, 85), look(4, 85)]).toEqual([false, true, false, false]);
  expect([look(5, 50), look(7, 50)]).toEqual([true, false]);
});

test('says that nobody is told, and goes on when its settings are broken', () => {
  const watch = new Watch(world);
  watch.look(atNoon(healthOfAll()));
  watch.keep();
  expect(state()).toMatchObject({ ok: null, summary: expect.stringContaining('Nobody is told') });
  writeFileSync(world.operation.alertSettings, '{');
  const broken = new Watch(world);
  broken.look(atNoon(restarted));
  broken.keep();
  expect(state()).toMatchObject({ ok: false, summary: expect.stringContaining('alerts set') });
});
