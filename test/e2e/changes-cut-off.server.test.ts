import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeScheme } from './journey.ts';
import { otherRelease } from './other-release.ts';
import { waitFor } from './wait-for.ts';
import { unclear, WatchedServer } from './years/watched-server.ts';

const secrets = '/etc/teachtrack/secrets';

/** The database does not start before the test lets it; the last file counts. */
const late = '/etc/systemd/system/mariadb.service.d';
const lateLines = [
  '[Unit]',
  'StartLimitIntervalSec=0',
  '[Service]',
  'ExecStartPre=/usr/bin/test -e /run/database-may-start',
  'Restart=on-failure',
  'RestartSec=2',
];
type Told = { readonly tries: number };

let watched: WatchedServer;

const sh = (text: string) => watched.sh(text);
const sha = (path: string) => sh(`sha256sum ${path} | cut -c1-64`);

/** Long ones, each minutes: `npm run drills` runs them. */
describe.runIf(process.env['TEACHTRACK_DRILLS'] === 'all')('a great change of a running server', () => {
  beforeAll(async () => {
    watched = await WatchedServer.start(3);
  });
  afterAll(async () => {
    await watched?.stop();
  });

  test('an upgrade whose second instance does not come up goes back by itself, and no request fails', async () => {
    const { laptop } = watched.installed;
    const wrong = await otherRelease({
      ...{ version: '0.1.3', programs: { api: 'test/e2e/releases/fails-on-the-second.ts' }, suites: ['bookworm'] },
    });
    const load = await watched.begin(8);
    const ended = await laptop.run(['upgrade', ...watched.to, '--bundle', wrong.path, '--yes']);
    const { failed, accepted } = await load.stop();
    const told = `${ended.exitCode} ${ended.stderr} ${ended.stdout}`.replace(/\s+/g, ' ');
    expect(told).toMatch(/^[16] .*appliance\/running: teachtrack-api@2\.service did not (come up|become healthy)/);
    expect(told).toContain('0.1.0 serves again');
    expect(failed).toEqual([]);
    expect(await sh('teachtrackctl version')).toBe('0.1.0');
    expect(await sh('readlink /proc/$(systemctl show -P MainPID teachtrack-api@1)/exe')).toContain('/releases/0.1.0/');
    expect(await watched.kept(accepted)).toEqual([`kept ${accepted.length} of ${accepted.length}`, 'done twice 0']);
    await watched.healthy();
  });

  test('a restore that the power cuts off when the data has changed places is undone by the start of the server', async () => {
    const [teacher] = watched.teachers;
    if (teacher === undefined) throw new Error('nobody is at work');
    expect((await watched.ctl('backup', 'now')).exitCode).toBe(0);
    const since = await makeScheme(teacher, '6 Since');
    const { digest } = JSON.parse(await sh('teachtrackctl restore --name latest --json')) as { digest: string };
    const before = await content();
    const dies = 'TEACHTRACK_REHEARSAL=1 TEACHTRACK_CRASH_POINT=restore/swapped:after-apply';
    const restore = sh(`${dies} teachtrackctl restore --name latest --agree ${digest}`).catch(() => '');
    const swapped = async () => (await sh('cat /var/lib/teachtrack/restore/journal.json')).includes('"swapping"');
    await waitFor('the data has changed places', async () => (await swapped()) && (await tables()) > 0);
    await watched.installed.server.powerCut();
    await restore;
    await watched.installed.server.boot();
    await waitFor(
      'it is undone',
      async () => (await sh('mariadb -Ne "SHOW DATABASES LIKE \'teachtrack%\'"')) === 'teachtrack',
    );
    await watched.healthy();
    expect(await content()).toBe(before);
    await waitFor('the site is open', async () => (await teacher.api(`/schemes/${since.id}`)).status === 200);
    await waitFor(
      'nothing of it is left',
      async () => (await sh('ls /var/lib/teachtrack')).includes('restore') === false,
    );
  });

  test('a change of secrets that the power cuts off goes on when the server starts, also when the database is late', async () => {
    const before = await sha(`${secrets}/database-password`);
    const { run } = JSON.parse(await sh('teachtrackctl rotate all --start --json')) as { run: string };
    const journal = () => sh(`cat /var/lib/teachtrack/runs/${run}/journal.jsonl`);
    await waitFor('it is half done', async () => /step-started.*rotate\/database-switched/.test(await journal()));
    await sh(
      `mkdir -p ${late} && printf '%s\n' ${lateLines.map((line) => `'${line}'`).join(' ')} > ${late}/zz-late.conf`,
    );
    await watched.installed.server.powerCut();
    await watched.installed.server.boot();
    const told = async () => (JSON.parse(await sh('cat /var/lib/teachtrack/state/unfinished.json')) as Told).tries;
    const isDone = async () => /"run-finished","outcome":"done"/.test(await journal());
    const orTell = async ({ message }: Error) => {
      const tried = await sh('journalctl --no-pager -o cat -u teachtrack-resume');
      throw new Error(`${message}: ${tried}\n${(await journal()).slice(-3_000)}`);
    };
    await waitFor('a try failed and there is another', async () => (await told()) > 1).catch(orTell);
    expect(await isDone()).toBe(false);
    await sh(`touch /run/database-may-start; rm ${late}/zz-late.conf; systemctl daemon-reload`);
    await waitFor('it is done', isDone).catch(orTell);
    const watcher = () => sh('systemctl show -P ActiveState teachtrack-resume');
    await waitFor('nobody watches over it any more', async () => (await watcher()) === 'inactive');
    expect(await sha(`${secrets}/database-password`)).not.toBe(before);
    expect(await sh(`ls ${secrets} /var/lib/teachtrack | grep -cE 'next|old|under-way' || true`)).toBe('0');
    await watched.healthy();
    expect((await watched.teachers[0]?.api('/me'))?.status).toBe(200);
  });

  test('a change of secrets is taken back where it can be, and what came to its end stays', async () => {
    const [password, key] = [await sha(`${secrets}/database-password`), await sha(`${secrets}/session-key`)];
    const load = await watched.begin();
    const dies = 'TEACHTRACK_REHEARSAL=1 TEACHTRACK_CRASH_POINT=rotate/session-known:after-apply';
    const { run } = JSON.parse(await sh(`${dies} teachtrackctl rotate all --start --json`)) as { run: string };
    const isAtWork = async () =>
      (await watched.installed.server.exec(['systemctl', 'is-active', '--quiet', `teachtrack-run-${run}`])).exitCode ===
      0;
    await waitFor('it has died', async () => !(await isAtWork()));
    const { laptop } = watched.installed;
    const back = await laptop.must(['rotate', 'back', ...watched.to, '--yes']);
    expect(back.stdout).toContain('What came to its end stays: database.');
    const { failed, accepted } = await load.stop();
    expect(failed).toEqual([]);
    expect(await sha(`${secrets}/database-password`)).not.toBe(password);
    expect(await sha(`${secrets}/session-key`)).toBe(key);
    expect(await watched.kept(accepted)).toEqual([`kept ${accepted.length} of ${accepted.length}`, 'done twice 0']);
    await watched.healthy();
  });

  test('another tier while people work: what was accepted is kept, and the rest is refused clearly, not for long', async () => {
    const { laptop, bundle } = watched.installed;
    const accepts = ['cores', 'memory', 'storage'].flatMap((what) => ['--accept', `enough-${what}=a rehearsal`]);
    const load = await watched.begin();
    const changed = await laptop.must([
      'install',
      ...watched.to,
      '--bundle',
      bundle.path,
      '--tier',
      '500',
      ...accepts,
      '--yes',
    ]);
    const works = load.accepted.length;
    await waitFor('people work', async () => load.accepted.length > works + 3);
    const { failed, gets, posts, accepted } = await load.stop();
    console.log(
      `another tier in ${Math.round(changed.durationMs / 1000)} s: ${failed.length} of ${gets + posts} refused`,
    );
    expect(unclear(failed)).toEqual([]);
    expect(await watched.kept(accepted)).toEqual([`kept ${accepted.length} of ${accepted.length}`, 'done twice 0']);
    await watched.healthy();
  });
});

async function tables(): Promise<number> {
  return Number(
    await sh(`mariadb -Ne "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = 'teachtrack_before'"`),
  );
}

/** Everything that people have made, as one hash. */
async function content(): Promise<string> {
  const dump =
    'mariadb-dump --skip-dump-date --skip-comments --order-by-primary --ignore-table=teachtrack.session --ignore-table=teachtrack.audit teachtrack';
  return createHash('sha256')
    .update(await sh(dump))
    .digest('hex');
}
