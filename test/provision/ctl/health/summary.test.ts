import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rules } from '../../../../provision/ctl/alerts/rules.ts';
import { type Health, healthLines, healthOf } from '../../../../provision/ctl/health/summary.ts';
import type { Command, CommandResult, Transport } from '../../../../provision/model/transport.ts';
import { rehearsalWorld } from '../../engine/rehearsal/world.ts';

const units =
  'Id=teachtrack-worker@1.service\nNRestarts=0\nActiveState=active\nActiveEnterTimestamp=@1772452800\nStatusText=';
const info = 'connected_clients:5\nused_memory:1000000\nmaxmemory:0\naof_enabled:0\nevicted_keys:0\n';
const well = {
  sh: 'max\t2000\nThreads_connected\t450\nQuestions\t10\nSlow_queries\t0\nUptime\t100\n',
  systemctl: units,
  'redis-cli': JSON.stringify([info, []]),
} as const;
type Program = keyof typeof well;

let folder: string;
const api = createServer((_, answer) => answer.end('{}'));
const web = createServer((_, answer) => answer.writeHead(204).end());
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'teachtrack-health-'));
  mkdirSync(join(folder, 'sockets'));
  writeFileSync(join(folder, 'settings.json'), '{"worker":{"concurrency":16}}');
  await new Promise<void>((resolve) => api.listen(join(folder, 'sockets/api-1.sock'), resolve));
  await new Promise<void>((resolve) => web.listen(join(folder, 'web.sock'), resolve));
});
afterAll(() => {
  api.close();
  web.close();
  rmSync(folder, { recursive: true, force: true });
});

type Fault = (command: Command) => Promise<CommandResult>;
const says = (stdout: string, exitCode = 0): Fault => {
  return async () => ({ exitCode, stdout, stderr: '', durationMs: 1 });
};

function asked(faults: Partial<Record<Program, Fault>>, previous?: unknown): Promise<Health> {
  const { health: sources, transport: real, signal } = rehearsalWorld(folder);
  const run: Transport['run'] = (command) => {
    const program = command.argv[0] as Program;
    return (faults[program] ?? says(well[program]))(command);
  };
  // Long enough for what answers at once, also on a busy machine; what hangs, hangs for ever.
  const patienceMs = Object.values(faults).includes(hangs) ? 500 : 60_000;
  return healthOf({ transport: { ...real, run }, sources, signal, patienceMs, previous: previous as Health });
}

const hangs: Fault = () => new Promise(() => {});
const faults: readonly (readonly [string, Fault])[] = [
  ['hangs', hangs],
  ['is ended for taking too long', () => Promise.reject(new Error('it took longer than 6 s and was ended'))],
  [
    'throws at once',
    () => {
      throw new TypeError('no such thing');
    },
  ],
  ['is not there', says('', 127)],
  ['says nothing', says('')],
  ['says half of it', says('{"a": [1, ', 0)],
  ['says something else as JSON', says('[null, null]')],
];

test('all is well where everything answers', async () => {
  const found = await asked({});
  expect(healthLines(found).at(-1)).toBe('Overall Health: 4/4 services healthy (100%)');
});

const parts = { sh: 'Database', 'redis-cli': 'Redis', systemctl: 'Workers' } as const;
const cases = (Object.keys(parts) as Program[]).flatMap((program) =>
  faults.map(([how, fault]) => [parts[program], how, program, fault] as const),
);
test.each(cases)('%s that %s is not healthy, and no crash', async (name, _how, program, fault) => {
  const found = await asked({ [program]: fault });
  // The API is really asked: on a busy machine it may be late where patience is short.
  const ill = found.services.filter((one) => !one.ok && one.name !== 'API');
  expect(ill).toEqual([{ name, ok: false, detail: expect.stringMatching(/./) }]);
  expect(found.healthy).toBe(false);
  expect(JSON.parse(JSON.stringify(found))).toMatchObject({
    ok: false,
    summary: expect.stringMatching(/Since \d\d:\d\d\.$/),
  });
});

test('everything at once that hangs is told as such', async () => {
  const found = await asked({ sh: hangs, systemctl: hangs, 'redis-cli': hangs });
  expect(found.services.filter(({ ok }) => ok).map(({ name }) => name)).not.toContain('Database');
  expect(found.services.find(({ name }) => name === 'Database')?.detail).toBe('no answer in 0.5 s');
});

test('where the web server does not answer nobody reaches the API, however well that is', async () => {
  const { health, transport: real, signal } = rehearsalWorld(folder);
  const run: Transport['run'] = (command) => says(well[command.argv[0] as Program])(command);
  const sources = { ...health, web: { socketPath: join(folder, 'nobody.sock') } };
  const found = await healthOf({ transport: { ...real, run }, sources, signal });
  expect(found.services.filter(({ ok }) => !ok)).toEqual([
    {
      name: 'API',
      ok: false,
      detail: 'out of reach: the web server does not answer (ENOENT; behind it 1 of 1 instances)',
    },
  ]);
  expect(found.figures.api).toEqual({ healthy: 1, wanted: 1, reached: false });
  const [told] =
    rules
      .find(({ id }) => id === 'service-down')
      ?.find({ nowMs: Date.now(), monitor: {}, states: new Map(), health: found }, () => false) ?? [];
  expect(told).toMatchObject({ subject: 'API', urgent: true, advice: expect.stringContaining('nginx') });
});

test.each([
  ['nothing but what every state has', {}],
  ['figures without a part', { since: '2026-03-02T12:00:00.000Z', figures: {} }],
  ['figures of another shape', { since: '2026-03-02T12:00:00.000Z', figures: { database: { connections: 1 } } }],
  ['no moment', { since: 'yesterday', figures: { database: null } }],
])('a look before that has %s harms nothing', async (_, more) => {
  const found = await asked({}, { at: '2026-03-02T12:00:00.000Z', ok: true, summary: 'All well.', ...more });
  expect(found.services.filter(({ ok }) => !ok)).toEqual([]);
  expect(found.figures.database).toMatchObject({ connections: 450, queriesPerSecond: null });
});
