import { expect, test } from 'vitest';
import type { Known } from '../../../../provision/ctl/alerts/known.ts';
import { rules } from '../../../../provision/ctl/alerts/rules.ts';
import type { Health } from '../../../../provision/ctl/health/summary.ts';
import type { State, StateName } from '../../../../provision/ops/state-file.ts';
import { healthOfAll } from '../health/all-well.ts';

const nowMs = Date.parse('2026-03-02T12:00:00.000Z');
const wasHours = (hours: number) => new Date(nowMs - hours * 3_600_000).toISOString();

function found(health: Health | undefined, states: Partial<Record<StateName, object>> = {}, isOpen = false): string[] {
  const whole = Object.entries(states).map(([name, more]) => {
    return [name, { at: wasHours(1), ok: true, summary: `${name} said so.`, ...more }] as const;
  });
  const known: Known = {
    ...{ nowMs, health, monitor: {} },
    states: new Map(whole as readonly (readonly [StateName, State & Record<string, unknown>])[]),
  };
  return rules.flatMap((rule) =>
    (rule.find(known, () => isOpen) ?? []).map(({ subject }) => `${rule.id} ${subject}`.trim()),
  );
}

test('every rule says in words when it is told and when it is well again', () => {
  for (const { title, when } of rules) {
    expect(title).toMatch(/^[A-Z].*[^.]$/);
    expect(when).toMatch(/\. (Well again|Told once|Over)[^.]*\.$|\. Over after ten minutes\.$/);
  }
  expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
});

test('all is well on a server where all is well, and nothing is known on one that cannot be measured', () => {
  expect(found(healthOfAll())).toEqual([]);
  expect(found(undefined)).toEqual([]);
});

test.each([
  ['a full disk', healthOfAll({ machine: { disks: [{ path: '/', percent: 80.1, freeBytes: 1e9 }] } }), 'disk /'],
  [
    'a disk that cannot be written to',
    healthOfAll({ machine: { disks: [{ path: '/', percent: 41, freeBytes: 1e11, readOnly: true }] } }),
    'disk-stopped /',
  ],
  ['many connections', healthOfAll({ database: { percent: 80.1 } }), 'connections'],
  ['an old job', healthOfAll({ queues: [{ name: 'bulk', oldestSeconds: 301 }] }), 'queue bulk'],
  ['a full Redis', healthOfAll({ redis: { queue: { memoryBytes: 95, maxMemoryBytes: 100 } } }), 'redis memory'],
  ['a file that cannot be written', healthOfAll({ redis: { queue: { appendOnlyOk: false } } }), 'redis file'],
  ['errors', healthOfAll({ web: { errorsPerSecond: 1.1 } }), 'errors'],
  [
    'a service that came back',
    healthOfAll({ restarts: [{ unit: 'mariadb.service', times: 1, upSince: wasHours(0.1) }] }),
    'restarting mariadb.service',
  ],
  [
    'a service that tries to',
    healthOfAll({ restarts: [{ unit: 'nginx.service', times: 3, upSince: null }] }),
    'restarting nginx.service',
  ],
  [
    'a process that was replaced',
    healthOfAll({
      restarts: [
        { unit: 'teachtrack-api@1.service', times: 1, upSince: wasHours(0.1), process: 'it had grown to 470 MiB' },
      ],
    }),
    'restarting a process of teachtrack-api@1.service',
  ],
])('finds %s', (_what, health, wanted) => {
  expect(found(health)).toEqual([wanted]);
});

test.each([
  [
    'between the limits counts as it did before',
    healthOfAll({ machine: { disks: [{ path: '/', percent: 78, freeBytes: 1 }] } }),
    'disk /',
  ],
  ['between the limits counts as it did before', healthOfAll({ database: { percent: 75 } }), 'connections'],
  [
    'between the limits counts as it did before',
    healthOfAll({ queues: [{ name: 'bulk', oldestSeconds: 200 }] }),
    'queue bulk',
  ],
])('%s', (_what, health, wanted) => {
  expect(found(health, {}, false)).toEqual([]);
  expect(found(health, {}, true)).toEqual([wanted]);
});

test('does not wake anybody for a paused queue or a restart of an hour ago', () => {
  expect(found(healthOfAll({ queues: [{ name: 'bulk', oldestSeconds: 900, paused: true }] }))).toEqual([]);
  expect(found(healthOfAll({ restarts: [{ unit: 'mariadb.service', times: 2, upSince: wasHours(1) }] }))).toEqual([]);
});

test('hears what the other parts of the server say', () => {
  const well = healthOfAll();
  expect(found(well, { backups: { last: { at: wasHours(25) } }, drill: {}, drift: { ok: null } })).toEqual([]);
  expect(found(well, { backups: { last: { at: wasHours(27) } } })).toEqual(['backup']);
  expect(found(well, { backups: { ok: false, last: { at: wasHours(2) } } })).toEqual(['backup']);
  expect(found(well, { backups: { last: { at: wasHours(-23) } } })).toEqual([]);
  expect(found(well, { backups: { last: { at: wasHours(-40_000) } } })).toEqual(['backup']);
  expect(found(well, { certificate: { notAfter: new Date(nowMs + 20 * 86_400_000).toISOString() } })).toEqual([
    'certificate',
  ]);
  expect(found(well, { certificate: { notAfter: new Date(nowMs + 22 * 86_400_000).toISOString() } })).toEqual([]);
  const bad = { ok: false };
  expect(found(well, { drill: bad, firewall: bad, names: bad, drift: bad, upgrade: bad })).toEqual(
    expect.arrayContaining(['drill', 'firewall', 'names', 'drift', 'upgrade']),
  );
});
