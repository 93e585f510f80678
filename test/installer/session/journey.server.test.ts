import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Client } from '../../../installer/channel/client.ts';
import type { Planning } from '../../../installer/contract/calls/plan.ts';
import type { RunItem } from '../../../installer/contract/calls/run.ts';
import type { Contract } from '../../../installer/contract/contract.ts';
import { answersOfText } from '../../../installer/session/answers-file.ts';
import { builtBundle } from '../../e2e/built-bundle.ts';
import { type PracticeServer, startPracticeServer } from '../../practice-server/practice-server.ts';
import { type Face, openFace, refusalOf, secretsInMemory } from './face.ts';

let server: PracticeServer;
let face: Face;
let window: Client<Contract>;
let connection: string;
let run: string;
const secrets = secretsInMemory();

beforeAll(async () => {
  const [built, started] = await Promise.all([builtBundle(), startPracticeServer()]);
  server = started;
  face = openFace({ bundle: built.path, secrets });
  window = face.window();
});
afterAll(async () => {
  await face?.close();
  await server?.stop();
});

const address = () => ({ host: server.address, port: server.port });
/** How a run ends that leaves the server as it should be: its rules were proven by a new connection. */
const installed = {
  kind: 'end',
  outcome: 'done',
  firewall: { ok: true, summary: expect.stringContaining('In force') },
};

describe('one server over the contract, from the first look to the last trace', () => {
  test('its identity is looked at, compared and confirmed before anything is sent', async () => {
    const look = await window.call('connection.look', address());
    expect(look).toMatchObject({ identity: 'new', confirmed: null, seen: { fingerprint: server.hostKeyFingerprint } });
    expect(look.compare).toBe('ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub');
    const other = `SHA256:${'B'.repeat(43)}`;
    const wrong = window.call('connection.confirm', { ...address(), fingerprint: other });
    expect((await refusalOf(wrong)).code).toBe('TT-SSH-04');
    await window.call('connection.confirm', { ...address(), fingerprint: look.seen.fingerprint });
    expect((await window.call('connection.look', address())).identity).toBe('confirmed');
  });

  test('a wrong password is refused with words and is not in them; the right one signs in and administers', async () => {
    const wrong = { kind: 'password', password: 'not-this-one-at-all' } as const;
    const error = await refusalOf(window.call('connection.open', { ...address(), user: 'anna', credential: wrong }));
    expect(error.code).toBe('TT-SSH-06');
    expect(JSON.stringify(error)).not.toContain('not-this-one');
    const credential = { kind: 'password', password: server.users.anna.password } as const;
    const held = await window.call('connection.open', { ...address(), user: 'anna', credential, remember: true });
    expect(held.root).toEqual({ kind: 'ready', access: 'password' });
    connection = held.connection;
    expect(await window.call('servers.list', {})).toMatchObject([{ host: server.address, hasSecret: true }]);
  });

  test('a check finds 2,000 teachers possible and nothing of ours there', async () => {
    const checked = await window.call('check.run', { connection });
    expect(checked.report.tierMet).toBe(2000);
    expect(checked.existing).toEqual({ version: null, runs: 0, holder: null, wanted: null });
    expect(checked.offered).toMatch(/^\d+\.\d+\.\d+$/);
    const buyer = await window.call('check.forBuyer', { connection });
    expect(buyer.text).toContain(server.address);
  });

  test('answers are judged without asking the server again, and go into a file that the command line reads', async () => {
    const { answers, ssh } = await window.call('answers.get', { connection });
    expect(ssh).toEqual({ from: server.hostAddress, isShutOut: false });
    const letsIn = (...sshFrom: string[]) => window.call('answers.letsIn', { connection, sshFrom });
    expect(await letsIn(`${server.hostAddress}/24`)).toEqual({ isLetIn: true });
    expect(await letsIn('192.0.2.0/24')).toEqual({ isLetIn: false });
    const { wanted } = await window.call('answers.set', {
      connection,
      answers: { ...answers, displayName: 'Hill Road', tier: 150, administrator: { userName: 'head' } },
    });
    expect(wanted).toMatchObject({ tier: 150, addresses: [server.address], displayName: 'Hill Road' });
    expect((await window.call('check.last', { connection }))?.report.wantedTier).toBe(150);
    const file = await window.call('answers.export', { connection });
    expect(answersOfText(file.name, file.text)).toMatchObject({
      tier: 150,
      server: { hostKey: server.hostKeyFingerprint },
    });
    expect(file.text).not.toContain(server.users.anna.password);
  });

  test('a plan comes about before two windows alike, and only the one that was shown can be started', async () => {
    await window.call('plan.make', { connection, wish: { kind: 'install' } });
    const watcher = face.window();
    const [mine, theirs] = await Promise.all([planned(window), planned(watcher)]);
    expect(theirs.at(-1)).toEqual(mine.at(-1));
    const ready = mine.at(-1) as Extract<Planning, { kind: 'ready' }>;
    expect(ready.kind).toBe('ready');
    expect(ready.sums.steps).toBeGreaterThan(20);
    expect(mine.filter(({ kind }) => kind === 'sending').length).toBeLessThan(130);
    const another = window.call('run.start', { connection, digest: 'another' });
    expect((await refusalOf(another)).code).toBe('TT-PLAN-02');
    const watching = watcher.call('run.start', { connection, digest: ready.plan.digest });
    expect((await refusalOf(watching)).code).toBe('TT-WINDOW-01');
    watcher.close();
    run = (await window.call('run.start', { connection, digest: ready.plan.digest })).run;
  });

  test('a run is followed by numbers: a window closed in the middle misses nothing, nor does one that comes late', async () => {
    const early = face.window();
    const first: number[] = [];
    for await (const batch of early.stream('run.follow', { connection, run })) {
      first.push(...batch.flatMap(({ seq, value }) => (value.kind === 'entry' ? [seq] : [])));
      if (first.length > 30) break;
    }
    early.close();
    const rest = await followed(window, (first.at(-1) ?? 0) + 1);
    expect(rest.at(-1)).toMatchObject(installed);
    const all = await followed(face.window(), 1);
    const numbers = all.flatMap((item) => (item.kind === 'entry' ? [item.entry.seq] : []));
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    expect(first.length + rest.filter(({ kind }) => kind === 'entry').length).toBe(numbers.length);
    expect(JSON.stringify(all)).not.toContain('"receipt"');
  });

  test('the first sign-in can be shown until it is acknowledged, and never after', async () => {
    const shown = await window.call('credentials.show', { connection });
    expect(shown).toMatchObject({ userName: 'head' });
    expect(await window.call('credentials.show', { connection })).toEqual(shown);
    expect((await refusalOf(face.window().call('credentials.show', { connection }))).code).toBe('TT-WINDOW-01');
    await window.call('credentials.acknowledge', { connection });
    expect(await window.call('credentials.show', { connection })).toBeNull();
    expect((await server.exec(['test', '-e', '/etc/teachtrack/secrets/first-sign-in'])).exitCode).toBe(1);
  });

  test('report, status, health and trust kit say what is there', async () => {
    const report = await window.call('report.get', { connection });
    expect(report).toMatchObject({ run, displayName: 'Hill Road', tier: 150 });
    expect(report.outcome).toMatch(/^done/);
    expect(report.verified.every(({ ok }) => ok)).toBe(true);
    expect((await window.call('report.file', { connection, format: 'html' })).text).toMatch(
      /<html[\s\S]*In plain words, for the principal[\s\S]*How to back up and to restore/,
    );
    expect(await window.call('manage.status', { connection })).toMatchObject({
      holder: null,
      lastRun: { run, state: 'done' },
    });
    const health = await window.call('manage.health', { connection });
    expect(health.services.map(({ name, ok }) => `${name} ${ok}`)).toEqual([
      'Database true',
      'Redis true',
      'Workers true',
      'API true',
    ]);
    const trust = await window.call('manage.trust', { connection });
    expect(trust?.files[0]?.text).toBe(`${await server.mustExec('cat /etc/teachtrack/tls/ca.crt')}\n`);
    expect(await window.call('run.list', { connection })).toMatchObject([{ run, kind: 'install', state: 'done' }]);
    const { states } = await window.call('upkeep.look', { connection });
    const [listed] = await window.call('servers.list', {});
    expect(listed?.look).toMatchObject({ version: '0.1.0', states: { health: states['health'] } });
  });

  test('a sign-in for a database that is not elsewhere is refused, and none of it stays', async () => {
    expect(await window.call('secrets.look', { connection })).toEqual({ database: null });
    const databaseAdministrator = { user: 'root', password: 'n3ver asked for' };
    const wish = { connection, what: 'database', databaseAdministrator } as const;
    for (const name of ['secrets.plan', 'secrets.rotate'] as const) {
      const error = await refusalOf(window.call(name, wish));
      expect(error).toMatchObject({ code: 'TT-ANSWERS-01', message: expect.stringContaining('on the server itself') });
      expect(JSON.stringify(error)).not.toContain('n3ver');
    }
    expect((await server.exec(['ls', '/run/teachtrack/database-administrator.cnf'])).exitCode).not.toBe(0);
  });

  test('an installation with a part missing is repaired, from the answers that are in force there', async () => {
    await window.call('connection.close', { connection });
    expect((await refusalOf(window.call('manage.status', { connection }))).code).toBe('TT-WINDOW-02');
    const credential = { kind: 'remembered' } as const;
    connection = (await window.call('connection.open', { ...address(), user: 'anna', credential })).connection;
    const checked = await window.call('check.run', { connection });
    expect(checked.existing.version).not.toBeNull();
    expect((await window.call('answers.get', { connection })).answers).toMatchObject({
      displayName: 'Hill Road',
      tier: 150,
    });
    await server.mustExec('rm /etc/teachtrack/nginx/nginx.conf');
    const plan = await readyPlan({ kind: 'install' });
    expect(plan.steps.flatMap(({ step }) => step)).toContain('nginx/configured');
    run = (await window.call('run.start', { connection, digest: plan.digest })).run;
    expect((await followed(window, 1)).at(-1)).toMatchObject(installed);
    expect((await readyPlan({ kind: 'install' })).steps).toEqual([]);
  });

  test('removing the data needs the server’s address, typed', async () => {
    const plan = await readyPlan({ kind: 'uninstall', removeData: true });
    const { digest } = plan;
    for (const typed of [undefined, '', 'yes']) {
      const given = typed === undefined ? {} : { typed };
      expect((await refusalOf(window.call('run.start', { connection, digest, ...given }))).code).toBe('TT-ANSWERS-01');
    }
    // As one that somebody stopped: whoever goes on with it has to type it as well.
    const stopped = '20991231t235959-abcdef';
    const request = JSON.stringify({
      plan,
      origin: { who: 'joseph', from: 'laptop' },
      bundle: { version: '', path: '' },
    });
    await server.mustExec(
      `mkdir /var/lib/teachtrack/runs/${stopped} && cat >/var/lib/teachtrack/runs/${stopped}/run.json`,
      {
        stdin: request,
      },
    );
    for (const given of [{}, { typed: 'yes' }]) {
      const error = await refusalOf(window.call('run.resume', { connection, run: stopped, ...given }));
      expect(error).toMatchObject({ code: 'TT-ANSWERS-01', message: expect.stringContaining('must be typed in full') });
    }
    await server.mustExec(`rm -r /var/lib/teachtrack/runs/${stopped}`);
    expect((await server.exec(['test', '-e', '/etc/teachtrack'])).exitCode).toBe(0);
  });

  test('nothing that this laptop keeps holds a secret; forgetting a server forgets all of it', async () => {
    for (const name of ['known_hosts', 'servers.json'])
      expect(readFileSync(join(face.folder, name), 'utf8')).not.toContain(server.users.anna.password);
    expect(await window.call('servers.forget', address())).toEqual({ wasKnown: true });
    expect(secrets.kept.size).toBe(0);
    expect(await window.call('servers.list', {})).toEqual([]);
  });
});

async function planned(client: Client<Contract>): Promise<Planning[]> {
  const items: Planning[] = [];
  for await (const batch of client.stream('plan.follow', { connection }))
    items.push(...batch.map(({ value }) => value));
  return items;
}

async function readyPlan(wish: { kind: 'install' } | { kind: 'uninstall'; removeData: boolean }) {
  await window.call('plan.make', { connection, wish });
  const last = (await planned(window)).at(-1);
  if (last?.kind === 'ready') return last.plan;
  throw new Error(`no plan: ${JSON.stringify(last)}`);
}

async function followed(client: Client<Contract>, from: number): Promise<RunItem[]> {
  const items: RunItem[] = [];
  for await (const batch of client.stream('run.follow', { connection, run }, { from }))
    items.push(...batch.map(({ value }) => value));
  return items;
}
