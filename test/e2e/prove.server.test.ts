import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ActEntry } from '../../installer/session/backups.ts';
import type { Verdict } from '../../installer/session/upkeep/prove.ts';
import type { PracticeServer } from '../practice-server/practice-server.ts';
import { installedServer } from './installed-server.ts';
import { firstSignIn } from './journey.ts';
import { LanClient } from './lan-client.ts';
import { jsonLines, type Laptop } from './laptop.ts';

const unit = 'teachtrack-run-prove.service';
const few = ['--users', '12', '--minutes', '0.1'] as const;

let server: PracticeServer;
let laptop: Laptop;
let to: readonly string[];
/** Of every table, before anything virtual was made. */
let before: string;

beforeAll(async () => {
  const installed = await installedServer('small');
  ({ server, laptop } = installed);
  to = laptop.to(server);
  const { body: ca } = await new LanClient(`http://${server.address}`).call<string>('/ca.crt');
  await firstSignIn({ origin: `https://${server.address}`, ca }, installed.firstSignIn);
  before = await rows();
});
afterAll(async () => {
  laptop?.remove();
  await server?.stop();
});

test('nothing is driven while somebody is at work', async () => {
  // Who works is told every few seconds.
  await expect.poll(hindrances, { timeout: 60_000 }).toContain('somebody is at work');
  const { exitCode, stderr } = await laptop.run(['prove', ...to, ...few]);
  expect([exitCode, stderr]).toEqual([3, expect.stringMatching(/TT-PROVE-01[\s\S]*somebody is at work/)]);
  expect(await rows()).toBe(before);
});

test('virtual teachers work over HTTPS, every second is told, none of their schemes is lost, and they leave no trace', async () => {
  await nobodyAtWork();
  const { exitCode, stdout } = await laptop.run(['prove', ...to, ...few, '--json']);
  const events = jsonLines<ActEntry>(stdout, 'seq').map(({ event }) => event);
  const done = events.find((event) => event.kind === 'done');
  const verdict = (done as { readonly result: Verdict } | undefined)?.result;
  const [stage] = verdict?.stages ?? [];
  // How fast it is, is the machine's affair.
  expect(exitCode, stdout).toBe(verdict?.isPassed === true ? 0 : 7);
  expect(verdict).toMatchObject({
    asked: 12,
    held: verdict?.isPassed === true ? 12 : 0,
  });
  // A stage that was slow is driven twice.
  expect([12, 24]).toContain(verdict?.counted.accepted);
  expect(verdict?.counted.found).toBe(verdict?.counted.accepted);
  expect(stage).toMatchObject({
    users: 12,
    signedIn: 12,
    generations: { asked: 12, accepted: 12, done: 12 },
  });
  // A machine that is busy with other things may say so; whatever else is refused was asked for wrongly.
  expect(stage?.errorKinds.filter(({ what }) => !/^(429|503|no answer) /.test(what))).toEqual([]);
  expect(stage?.requests).toBeGreaterThan(12);
  const samples = events.filter((event) => event.kind === 'sample');
  expect(samples.length).toBeGreaterThan(3);
  expect(samples.some(({ users, requestsPerSecond }) => users === 12 && requestsPerSecond >= 0)).toBe(true);
  expect(JSON.parse(await server.mustExec('cat /var/lib/teachtrack/state/load-test.json'))).toMatchObject({
    asked: 12,
    held: verdict?.held,
    tier: 150,
  });
  expect(await rows()).toBe(before);
});

test('stopped in the middle, it ends at once, without a verdict and without a trace', async () => {
  await nobodyAtWork();
  const started = await underWay();
  await server.mustExec(['teachtrackctl', 'prove', 'stop']);
  const { exitCode, stderr } = await started.ended;
  expect([exitCode, stderr]).toEqual([1, expect.stringContaining('TT-RUN-03')]);
  expect(await rows()).toBe(before);
});

test('killed in the middle, its virtual people are taken away all the same', async () => {
  await nobodyAtWork();
  const started = await underWay();
  await server.mustExec(['systemctl', 'kill', '--signal=KILL', unit]);
  expect((await started.ended).exitCode).toBe(1);
  await expect.poll(rows, { timeout: 120_000, interval: 1_000 }).toBe(before);
});

test('cut off by the power, its virtual people are taken away when the server starts', async () => {
  await nobodyAtWork();
  const { ended } = await underWay();
  // Its connection goes with the power.
  ended.catch(() => undefined);
  await server.powerCut();
  await server.boot();
  await expect.poll(() => rows().catch(() => ''), { timeout: 180_000, interval: 1_000 }).toBe(before);
});

/** Somebody of the virtual ones is signed in and works. */
async function underWay() {
  // What the one before told is no sign of this one.
  await server.mustExec('rm -f /var/lib/teachtrack/acts/prove.jsonl');
  const started = server.exec(['teachtrackctl', 'prove', '--users', '12', '--minutes', '5'], { timeoutMs: 300_000 });
  const signedIn = `grep -c '"kind":"sample".*"users":12,' /var/lib/teachtrack/acts/prove.jsonl || true`;
  const isActive = `systemctl is-active ${unit} || true`;
  const soon = started.then(({ exitCode, stdout, stderr }) => {
    throw new Error(`it ended with ${exitCode}: ${stdout} ${stderr}`);
  });
  await Promise.race([
    soon,
    (async () => {
      await expect.poll(() => server.mustExec(isActive), { timeout: 60_000 }).toMatch(/^active/);
      await expect.poll(() => server.mustExec(signedIn), { timeout: 120_000, interval: 500 }).toMatch(/^[1-9]/);
    })(),
  ]);
  soon.catch(() => undefined);
  return { ended: started };
}

/** Five minutes later: an instance that saw somebody a moment ago may still write it down, and a test before may end. */
async function nobodyAtWork(): Promise<void> {
  const gone = async () => {
    await redis('DEL', 'teachtrack:on');
    return hindrances();
  };
  await expect.poll(gone, { timeout: 120_000, interval: 500 }).toBe('');
}

/** Why it could not be begun now. */
async function hindrances(): Promise<string> {
  const { why } = JSON.parse(await server.mustExec(['teachtrackctl', 'prove', 'look', '--json'])) as {
    readonly why: readonly string[];
  };
  return why.join('; ');
}

function redis(...args: readonly string[]): Promise<string> {
  return server.mustExec(['redis-cli', '-s', '/run/redis-teachtrack-cache/redis.sock', ...args]);
}

async function rows(): Promise<string> {
  const sql = (text: string) => server.mustExec(['mariadb', '--skip-column-names', 'teachtrack'], { stdin: text });
  const tables = (await sql('SHOW TABLES')).trim().split('\n');
  return sql(tables.map((name) => `SELECT '${name}', COUNT(*) FROM \`${name}\``).join(' UNION ALL '));
}
