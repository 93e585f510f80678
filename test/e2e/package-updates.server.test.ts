import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BuiltBundle } from '../../installer/bundle/build.ts';
import type { JournalEntry, Plan } from '../../installer/contract/events.ts';
import { EngineOnServer } from './engine-on-server.ts';
import { jsonLines } from './laptop.ts';
import { otherRelease } from './other-release.ts';
import { newerBy, newerPackages } from './releases/newer-packages.ts';
import { waitFor } from './wait-for.ts';
import { unclear, WatchedServer } from './years/watched-server.ts';

const names = ['mariadb-server', 'mariadb-client', 'redis-server', 'nginx', 'nginx-common'];
const inTheWay = '/root/in-the-way';
const heldUp = '/root/held-up';
const edited = '/etc/mysql/mariadb.conf.d/50-server.cnf';
const untouched = '/etc/nginx/mime.types';

let watched: WatchedServer;
let next: BuiltBundle;

/** Minutes: `npm run drills` runs it. */
describe.runIf(process.env['TEACHTRACK_DRILLS'] === 'all')('newer packages of the database, Redis and nginx', () => {
  beforeAll(async () => {
    watched = await WatchedServer.start(4);
    next = await otherRelease({
      version: '0.2.0',
      programs: { migrate: 'test/e2e/releases/migrates.ts' },
      packages: newerPackages({
        of: names,
        conffiles: [
          ['mariadb-server', edited],
          ['nginx-common', untouched],
        ],
        failWhile: { nginx: inTheWay },
        waitWhile: { 'mariadb-server': heldUp },
      }),
    });
  });
  afterAll(() => watched?.stop());

  const server = () => watched.installed.server;
  const laptop = () => watched.installed.laptop;
  const begin = () => watched.begin(12);
  const version = (name: string) => watched.sh(`dpkg-query -W -f '\${Version} \${db:Status-Status}' ${name}`);
  const allNewer = async () => {
    for (const name of names) expect(await version(name)).toMatch(new RegExp(`\\${newerBy} installed$`));
  };
  const state = async (name: string) =>
    JSON.parse(await server().mustExec(['cat', `/var/lib/teachtrack/state/${name}.json`])) as Record<string, unknown>;
  const planned = async ({ path }: BuiltBundle) =>
    (await laptop().must(['plan', ...watched.to, '--bundle', path])).stdout;

  test('one whose script fails ends the upgrade with its name; the new version serves on, and no request failed', async () => {
    await server().mustExec(`touch ${inTheWay} && echo '# as our administrator wants it' >> ${edited}`);
    const load = await begin();
    const run = await laptop().run(['upgrade', ...watched.to, '--bundle', next.path, '--yes', '--json']);
    const { failed } = await load.stop();
    const events = jsonLines<JournalEntry>(run.stdout, 'seq').map(({ event }) => event);
    expect(events.filter(({ kind }) => kind === 'step-failed')).toMatchObject([
      {
        ...{ step: 'upgrade/packages', code: 'TT-APT-03' },
        message: expect.stringContaining('a script of nginx itself failed'),
        evidence: expect.arrayContaining([expect.stringContaining('nginx')]),
      },
    ]);
    expect({ exitCode: run.exitCode, failed }).toEqual({ exitCode: 1, failed: [] });
    expect(await server().mustExec(['teachtrackctl', 'version'])).toBe('0.2.0');
    expect((await server().exec(['teachtrackctl', 'health'])).exitCode).toBe(0);
    expect(await state('upgrade')).toMatchObject({
      ...{ ok: true, to: '0.2.0', wayBack: { to: '0.1.0' } },
      summary: expect.stringContaining('serves. Not everything came up to date'),
    });
  });

  test('gone on with when the cause is gone, all are brought without a failed request, and the settings are in force', async () => {
    await server().mustExec(['rm', inTheWay]);
    const load = await begin();
    await server().mustExec(['teachtrackctl', 'resume']);
    const { stdout } = await laptop().must(['follow', ...watched.to, '--json']);
    const { failed, accepted, answeredMs, gets, posts } = await load.stop();
    console.log('packages while teachers work', {
      gets,
      posts,
      failed: failed.length,
      slowestMs: Math.max(...answeredMs),
    });
    // Whoever has waited for 25 s is told to ask again: only on a machine that is busy with much else.
    expect(unclear(failed)).toEqual([]);
    if (Math.max(...answeredMs) < 25_000) expect(failed).toEqual([]);
    await allNewer();
    const checks = jsonLines<JournalEntry>(stdout, 'seq').flatMap(({ event }) =>
      event.kind === 'verified' ? event.checks : [],
    );
    expect(checks.length).toBeGreaterThan(3);
    expect(checks.filter(({ ok }) => !ok)).toEqual([]);
    expect(accepted.length).toBeGreaterThan(0);
    expect(await watched.kept(accepted)).toEqual([`kept ${accepted.length} of ${accepted.length}`, 'done twice 0']);
    const programs = 'for pid in $(pgrep "mariadbd|redis-server|nginx"); do readlink /proc/$pid/exe; done';
    expect(await server().mustExec(programs)).not.toContain('deleted');
    expect(await server().exec('systemctl is-enabled redis-server')).toMatchObject({ stdout: 'disabled\n' });
    expect(await server().exec(['test', '-e', '/usr/sbin/policy-rc.d'])).toMatchObject({ exitCode: 1 });
    expect(await server().mustExec(['tail', '-n', '1', edited])).toBe('# as our administrator wants it');
    expect(await server().mustExec(['tail', '-n', '1', untouched])).toBe('# as the newer package ships it');
    expect(await planned(next)).toContain('Nothing to do');
  });

  test('stay when the version goes back, which says so before', async () => {
    const shown = await laptop().run(['upgrade', ...watched.to, '--back', '--json']);
    expect(
      jsonLines<{ preview: { packages: readonly string[] } }>(shown.stdout, 'preview')[0]?.preview.packages,
    ).toEqual(expect.arrayContaining([expect.stringMatching(new RegExp(`^mariadb-server .*\\${newerBy}$`))]));
    const load = await begin();
    await laptop().must(['upgrade', ...watched.to, '--back', '--yes']);
    expect((await load.stop()).failed).toEqual([]);
    expect(await server().mustExec(['teachtrackctl', 'version'])).toBe('0.1.0');
    await allNewer();
    expect(await planned(watched.installed.bundle)).toContain('Nothing to do');
  });

  test('cut off from power with the database half set up: people are told to ask again, and it goes on by itself', async () => {
    const older = '/var/lib/teachtrack/staging/0.1.0/packages/mariadb-*.deb';
    await server().mustExec(`touch ${heldUp} && DEBIAN_FRONTEND=noninteractive dpkg --force-confold -i ${older}`);
    expect(await version('mariadb-server')).not.toContain(newerBy);
    const shown = await laptop().run(['upgrade', ...watched.to, '--bundle', next.path, '--json']);
    const plan = jsonLines<{ plan: Plan }>(shown.stdout, 'plan')[0]?.plan as Plan;
    const engine = new EngineOnServer(server(), '0.2.0');
    const run = await engine.start(plan);
    await waitFor('its package is half set up', async () =>
      (await version('mariadb-server')).endsWith('half-configured'),
    );
    const asked = await watched.teachers[0]?.api<{ readonly code: string }>('/me');
    expect({ status: asked?.status, code: asked?.body.code }).toEqual({ status: 503, code: 'unavailable' });
    expect(asked?.headers['retry-after']).toBeDefined();
    await server().powerCut();
    await server().boot();
    await server().mustExec(['rm', heldUp]);
    await waitFor('it went on to its end', async () => {
      const last = (await engine.journal(run)).at(-1)?.event;
      return last?.kind === 'run-finished' && last.outcome === 'done';
    });
    await allNewer();
    await watched.healthy();
    expect(await state('upgrade')).toMatchObject({ ok: true, to: '0.2.0' });
    expect(await planned(next)).toContain('Nothing to do');
  });
});
