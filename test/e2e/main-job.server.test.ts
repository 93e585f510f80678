import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BuiltBundle } from '../../installer/bundle/build.ts';
import type { Change, JournalEntry, Plan } from '../../installer/contract/events.ts';
import { type PracticeServer, startPracticeServer } from '../practice-server/practice-server.ts';
import { broughtAll } from './brought-packages.ts';
import { builtBundle } from './built-bundle.ts';
import type { Finished } from './command.ts';
import { diskDifferences, type FilesOnDisk, filesOnDisk, touchedDuring } from './files-on-disk.ts';
import { handedOver } from './first-sign-in.ts';
import { firstSignIn, makeScheme, makeTeacher, must, type Place, type SignIn } from './journey.ts';
import { LanClient } from './lan-client.ts';
import { jsonLines, Laptop } from './laptop.ts';
import { filesHolding, watchProcesses } from './process-watch.ts';
import { installedState, keepUndisturbed } from './undisturbed.ts';
import { leftBehind } from './what-stays.ts';

const servedPaths = ['/', '/api/v1/learning-areas', '/ca.crt'];

let server: PracticeServer;
let laptop: Laptop;
let to: readonly string[];
let bundle: readonly string[];
let untouched: FilesOnDisk;
let planned: Plan;
let builtFrom: BuiltBundle;
let installed: Finished;
let place: Place;
let teacher: SignIn;
let schemeId: string;
const secrets: string[] = [];

beforeAll(async () => {
  const [built, started] = await Promise.all([builtBundle(), startPracticeServer({ noisyShell: true })]);
  server = started;
  builtFrom = built;
  laptop = new Laptop();
  to = laptop.to(server);
  bundle = ['--bundle', built.path];
  untouched = await filesOnDisk(server);
  secrets.push(server.users.anna.password);
});
afterAll(async () => {
  laptop?.remove();
  await server?.stop();
});

describe('one server, from the first look to the last trace', () => {
  test('a check answers in one round trip, finds 2,000 teachers possible, and leaves nothing behind', async () => {
    const checked = await laptop.must(['check', ...to, '--json']);
    const { report } = jsonLines<{ report: { tierMet: number; findings: { stops: boolean }[] } }>(
      checked.stdout,
      'report',
    )[0] as { report: { tierMet: number; findings: { stops: boolean }[] } };
    expect(report.tierMet).toBe(2000);
    expect(report.findings.length).toBeGreaterThan(15);
    expect(report.findings.filter(({ stops }) => stops)).toEqual([]);
    expect(diskDifferences(untouched, await filesOnDisk(server), leftBehind.nothing)).toEqual({
      added: [],
      removed: [],
      changed: [],
    });
  });

  test('a plan shows everything that an install would do, and changes nothing but the staging folder', async () => {
    const { stdout } = await laptop.must(['plan', ...to, ...bundle, '--json']);
    planned = jsonLines<Plan>(stdout, 'digest')[0] as Plan;
    expect(planned.steps.length).toBeGreaterThan(20);
    // Nobody is to be told by alerts yet, no copies are kept elsewhere, and no name of this site ends in .local.
    expect(planned.satisfied).toEqual(['alerts/chosen', 'backup/copies', 'mdns/answering']);
    const staging = [...leftBehind.nothing, /^\/var\/lib\/teachtrack(\/staging(\/.*)?)?$/, /^\/var\/lib$/];
    expect(diskDifferences(untouched, await filesOnDisk(server), staging)).toEqual({
      ...{ added: [], removed: [], changed: [] },
    });
  });

  test('an install reaches the end, doing exactly what the plan said', async () => {
    const watched = await watchProcesses(server);
    installed = await laptop.must(['install', ...to, ...bundle, '--yes', '--json', '--report', 'report.html']);
    expect((await watched()).samples).toBeGreaterThan(20);
    const [agreed] = jsonLines<{ plan: Plan }>(installed.stdout, 'plan');
    expect(agreed?.plan.digest).toBe(planned.digest);
    const done = jsonLines<JournalEntry>(installed.stdout, 'seq').flatMap(({ event }) =>
      event.kind === 'step-started' ? event.changes.map((change) => changeLine(event.step, change)) : [],
    );
    const said = planned.steps.flatMap(({ step, changes }) => changes.map((change) => changeLine(step, change)));
    expect(done.filter((line) => !said.includes(line))).toEqual([]);
    expect(said.filter((line) => !done.includes(line))).toEqual([]);
  });

  test('every final check passed, and the report says the same', async () => {
    const checks = jsonLines<JournalEntry>(installed.stdout, 'seq').flatMap(({ event }) =>
      event.kind === 'verified' ? event.checks : [],
    );
    expect(checks.length).toBeGreaterThan(3);
    expect(checks.filter(({ ok }) => !ok)).toEqual([]);
    const report = JSON.parse((await laptop.must(['report', ...to, '--format', 'json'])).stdout) as {
      readonly outcome: string;
      readonly verified: readonly unknown[];
    };
    expect(report.outcome).toMatch(/^done/);
    expect(report.verified).toHaveLength(checks.length);
    for (const command of ['report', 'follow']) {
      const { exitCode, stdout, stderr } = await laptop.run([command, ...to, '--run', 'no-such-run']);
      expect([exitCode, `${stdout}${stderr}`]).toEqual([1, expect.stringContaining('There is no run no-such-run')]);
    }
    expect(laptop.read('report.html')).toContain('TeachTrack');
    await broughtAll(server, builtFrom, 'bookworm');
    keepUndisturbed(builtFrom, await installedState(server));
  });

  test('16 processes serve in 8 instances, and 4 workers take 16 jobs each', async () => {
    const instances = await server.mustExec(
      `for n in 1 2 3 4 5 6 7 8; do pgrep -c -P "$(systemctl show --property=MainPID --value teachtrack-api@$n.service)"; done`,
    );
    expect(instances.split('\n')).toEqual(Array.from({ length: 8 }, () => '2'));
    const { stdout: health } = await laptop.must(['health', ...to]);
    expect(health).toContain('Workers: 4 of 4 running, 16 jobs each (64 jobs at once)');
    expect(health).toMatch(/^Database: Connected \(\d+\/2000 connections/m);
    const workers = await server.mustExec(
      'redis-cli -s /run/redis-teachtrack-queue/redis.sock CLIENT LIST | grep -c cmd=bzpopmin',
    );
    expect(Number(workers)).toBeGreaterThanOrEqual(4);
  });

  test('each service of ours is shut in: 1.5 or better by systemd-analyze, while it runs', async () => {
    const listed = await server.mustExec([
      'sh',
      '-c',
      "systemctl list-units --plain --no-legend --state=running 'teachtrack-*.service' | cut -d ' ' -f 1 | while read -r u; do systemd-analyze security --no-pager \"$u\" | tail -n 1; done",
    ]);
    const levels = [...listed.matchAll(/exposure level for (\S+): ([\d.]+)/g)].map(([, unit, level]) => ({
      unit,
      level: Number(level),
    }));
    // Eight API instances, four workers and the health monitor.
    expect(levels).toHaveLength(13);
    expect(levels.filter(({ level }) => level > 1.5)).toEqual([]);
  });

  test('an administrator and a teacher do their work over HTTPS, trusting the CA of the server', async () => {
    const { body: ca } = await new LanClient(`http://${server.address}`).call<string>('/ca.crt');
    expect(ca).toContain('BEGIN CERTIFICATE');
    place = { origin: `https://${server.address}`, ca };
    const given = handedOver(installed);
    secrets.push(given.password);
    const admin = await firstSignIn(place, given);
    secrets.push(admin.own.password);
    const made = await makeTeacher(admin.client, { code: 'HILL', name: 'Hill Road Primary' });
    const signedIn = await firstSignIn(place, made);
    teacher = signedIn.own;
    secrets.push(teacher.password);
    const scheme = await makeScheme(signedIn.client);
    expect(scheme.rows.filter((row) => row.kind === 'lesson').length).toBeGreaterThan(10);
    schemeId = scheme.id;
  });

  test('the same works over plain HTTP, and the site itself is served', async () => {
    const client = await signedIn({ origin: `http://${server.address}` }, teacher);
    expect(must(await client.api<{ id: string }>(`/schemes/${schemeId}`), 200).id).toBe(schemeId);
    expect((await makeScheme(client, '5 West')).rows.length).toBeGreaterThan(10);
    for (const path of servedPaths) expect((await client.call(path)).status).toBe(200);
  });

  test('the first password is shown once, and no secret lies anywhere but where it must', async () => {
    const again = await laptop.must(['install', ...to, ...bundle, '--yes']);
    expect(again.stdout).not.toContain(secrets[1]);
    const names = [
      'secrets/database-password',
      'secrets/migrator-password',
      'secrets/session-key',
      'secrets/backup-key',
    ];
    const files = await Promise.all(names.map((name) => server.mustExec(['cat', `/etc/teachtrack/${name}`])));
    const keys = await Promise.all(
      ['ca.key', 'server.pem'].map((name) => server.mustExec(['sed', '-n', '2p', `/etc/teachtrack/tls/${name}`])),
    );
    expect([...files, ...keys].every((text) => text.trim().length > 30)).toBe(true);
    secrets.push(...[...files, ...keys].map((text) => text.trim()));
    expect(await filesHolding(server, secrets)).toEqual(
      [...names, 'tls/ca.key', 'tls/server.pem'].map((name) => `/etc/teachtrack/${name}`).sort(),
    );
    const told = `${installed.stdout}${installed.stderr}${laptop.read('report.html')}${again.stdout}${again.stderr}`;
    const once = secrets.filter((secret) => told.includes(secret));
    expect(once).toEqual([secrets[1]]);
    expect(told.split(secrets[1] ?? '').length).toBe(2);
    for (const name of ['teachtrack/known_hosts', 'teachtrack/servers.json'])
      expect(secrets.filter((secret) => laptop.read(name).includes(secret))).toEqual([]);
  });

  test('a second install plans nothing and writes nothing', async () => {
    let second: Finished | undefined;
    // The services' own data, and what the running server notes of itself; of the firewall there is nothing new to note.
    const busy = [
      ...leftBehind.nothing,
      /^\/var\/lib\/(mysql|redis|teachtrack\/(state(?!\/firewall\.json)|monitor))(\/.*)?$/,
    ];
    const touched = await touchedDuring(server, async () => {
      second = await laptop.must(['install', ...to, ...bundle, '--yes', '--json']);
    });
    expect(jsonLines<{ plan: Plan }>(second?.stdout ?? '', 'plan')[0]?.plan.steps).toEqual([]);
    expect(touched.filter((path) => !busy.some((one) => one.test(path)))).toEqual([]);
  });

  test('after a reboot everything comes up by itself, and signed-in people stay signed in', async () => {
    const client = await signedIn(place, teacher);
    const boot = server.bootId();
    await server.exec(['systemctl', 'reboot']);
    await server.rebooted(boot);
    await expect
      .poll(async () => (await laptop.run(['health', ...to])).exitCode, { timeout: 600_000, interval: 1_000 })
      .toBe(0);
    expect(must(await client.api<{ id: string }>(`/schemes/${schemeId}`), 200).id).toBe(schemeId);
    expect(await server.mustExec('systemctl --failed --plain --no-legend')).toBe('');
  });

  test('an uninstall puts the server back and keeps the data; a second one has nothing to do', async () => {
    const { stdout } = await laptop.must(['uninstall', ...to, '--yes', server.address]);
    expect(stdout).toContain('its data was kept');
    const { added, removed, changed } = diskDifferences(untouched, await filesOnDisk(server), leftBehind.withData);
    expect({ added, removed, changed }).toEqual({ added: [], removed: [], changed: [] });
    expect(await server.mustExec('ls /var/lib/mysql/teachtrack | wc -l')).not.toBe('0');
    const second = await laptop.must(['uninstall', ...to, '--yes', server.address]);
    expect(second.stdout).toContain('Nothing to remove');
  });

  test('installed again, the scheme of the teacher is still there', async () => {
    const small = ['--tier', '150'];
    const again = await laptop.must([
      'install',
      ...to,
      ...bundle,
      ...small,
      '--yes',
      '--json',
      '--report',
      'again.html',
    ]);
    const { body: ca } = await new LanClient(`http://${server.address}`).call<string>('/ca.crt');
    const client = await signedIn({ origin: `https://${server.address}`, ca }, teacher);
    expect(must(await client.api<{ id: string }>(`/schemes/${schemeId}`), 200).id).toBe(schemeId);
    expect(jsonLines<{ firstSignIn: string | null }>(again.stdout, 'firstSignIn')[0]?.firstSignIn).toBeNull();
  });

  test('data that an uninstall kept is removed by a later one, which leaves the server as it was found', async () => {
    await laptop.must(['uninstall', ...to, '--yes', server.address]);
    expect((await laptop.must(['status', ...to])).stdout).toContain('TeachTrack is not installed');
    expect((await laptop.must(['uninstall', ...to, '--yes', server.address])).stdout).toContain('--remove-data');
    await laptop.must(['uninstall', ...to, ...bundle, '--remove-data', '--yes', server.address]);
    const { added, removed, changed } = diskDifferences(untouched, await filesOnDisk(server), leftBehind.nothing);
    expect({ added, removed, changed }).toEqual({ added: [], removed: [], changed: [] });
  });
});

function changeLine(step: string, change: Change): string {
  const { diff: _, ...told } = change as Change & { readonly diff?: string };
  return `${step}: ${JSON.stringify(told)}`;
}

async function signedIn({ origin, ca }: Place, { userName, password }: SignIn): Promise<LanClient> {
  const client = new LanClient(origin, ca);
  must(await client.api('/auth/login', { body: { name: userName, password } }), 200);
  return client;
}
