import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JournalEntry, Plan } from '../../installer/contract/events.ts';
import { type PracticeServer, startPracticeServer } from '../practice-server/practice-server.ts';
import { builtBundle } from './built-bundle.ts';
import { debianWithMysql, keepsSessions, suitesWithMysql } from './debian-with-mysql.ts';
import { handedOver } from './first-sign-in.ts';
import { firstSignIn, makeScheme, makeTeacher, must } from './journey.ts';
import type { LanClient } from './lan-client.ts';
import { jsonLines, Laptop } from './laptop.ts';
import { otherRelease } from './other-release.ts';
import { waitFor } from './wait-for.ts';

let server: PracticeServer;
let laptop: Laptop;
let to: readonly string[];
let bundle: string;
let teacher: LanClient;
let schemeId: string;

const suites = [...suitesWithMysql];

/** Minutes: `npm run drills` runs it. */
describe.runIf(process.env['TEACHTRACK_DRILLS'] === 'all')('a server that carries MySQL', () => {
  beforeAll(async () => {
    const [built, started] = await Promise.all([
      builtBundle(suites),
      startPracticeServer({ ...debianWithMysql, cores: 4, memoryMiB: 8_192 }),
    ]);
    [bundle, server] = [built.path, started];
    await server.mustExec(keepsSessions);
    laptop = new Laptop();
    to = laptop.to(server);
  });
  afterAll(async () => {
    laptop?.remove();
    await server?.stop();
  });

  test('a root of the database that asks for a password, and settings that beat every file, stop the plan', async () => {
    await sql('SET PERSIST max_connections = 777');
    expect(await planned()).toMatch(
      /^[^0].*keeps max_connections from an earlier SET PERSIST.*RESET PERSIST max_connections/,
    );
    await sql('RESET PERSIST max_connections; SET GLOBAL max_connections = 151');
    await sql("ALTER USER root@localhost IDENTIFIED WITH caching_sha2_password BY 'only for this test'");
    expect(await planned()).toMatch(/^[^0].*asks its root for a password.*IDENTIFIED WITH auth_socket/);
    await server.mustExec(`cat | mysql --defaults-file=/dev/stdin --execute '${openedAgain}'`, {
      stdin: '[client]\nuser=root\npassword="only for this test"\n',
    });
  });

  test('an install takes the MySQL that is there, brings no other database, and a teacher can work', async () => {
    const { stdout } = await laptop.must(['install', ...to, '--bundle', bundle, '--tier', '150', '--yes', '--json']);
    expect(failedChecks(stdout)).toEqual([]);
    expect(await sql('SELECT VERSION()')).toMatch(/^9\./);
    expect(await server.mustExec('dpkg -l | grep "^ii" | grep -c " mariadb-server" || true')).toBe('0');
    const place = { origin: `https://${server.address}`, ca: await server.mustExec('cat /etc/teachtrack/tls/ca.crt') };
    const { client } = await firstSignIn(place, handedOver({ stdout }));
    const other = await firstSignIn(place, await makeTeacher(client, { code: 'LAKE', name: 'Lakeside School' }));
    teacher = (await firstSignIn(place, await makeTeacher(client, { code: 'HILL', name: 'Hill Road Primary' }))).client;
    schemeId = (await makeScheme(teacher)).id;
    await makeScheme(other.client);
    expect(await ctl('health')).toContain('4/4');
  });

  test('our accounts are opened by their passwords or by the system, and nothing else of theirs is wider than needed', async () => {
    const accounts = await sql("SELECT user, host, plugin FROM mysql.user WHERE user LIKE 'teachtrack%' ORDER BY user");
    expect(accounts.split('\n').map((line) => line.split('\t'))).toEqual([
      ['teachtrack', 'localhost', 'caching_sha2_password'],
      ['teachtrack-monitor', 'localhost', 'auth_socket'],
      ['teachtrack_migrator', 'localhost', 'caching_sha2_password'],
    ]);
    expect(await sql('SHOW GRANTS FOR teachtrack@localhost')).not.toMatch(/\*\.\*(?! TO `teachtrack`@`localhost`$)/m);
  });

  test('a second install finds nothing to do', async () => {
    const { stdout } = await laptop.must(['plan', ...to, '--bundle', bundle, '--tier', '150', '--json']);
    expect(jsonLines<Plan>(stdout, 'digest')[0]?.steps).toEqual([]);
  });

  test('a backup is made while people work, opened, added up, and proven by the drill', async () => {
    await ctl('backup', 'now');
    expect(await backups()).toMatchObject({ ok: true });
    const verified = JSON.parse(await ctl('backup', 'verify', '--json')) as { rows: number };
    expect(verified.rows).toBeGreaterThan(50);
    await ctl('drill');
    const proven = JSON.parse(await server.mustExec('cat /var/lib/teachtrack/state/drill.json')) as object;
    expect(proven).toMatchObject({ ok: true });
  });

  test('one school goes back to the backup, with the times its rows had; the others stay as they are', async () => {
    const rows = (code: string) =>
      sql(
        `SELECT s.id, s.created_at, s.updated_at, r.id, r.seq, r.week, r.cells FROM teachtrack.scheme s JOIN teachtrack.scheme_row r ON r.scheme_id = s.id JOIN teachtrack.school c ON c.id = s.school_id WHERE c.code = '${code}' ORDER BY r.id`,
      );
    const hill = await rows('HILL');
    await sql(
      `DELETE FROM teachtrack.scheme WHERE id = '${schemeId}'; UPDATE teachtrack.scheme_row SET week = week + 1`,
    );
    const lake = await rows('LAKE');
    expect(await rows('HILL')).toBe('');
    const name = (await backups()).list[0]?.name ?? '';
    await laptop.must(['restore', ...to, '--name', name, '--school', 'hill', '--yes', server.address]);
    expect(await rows('HILL')).toBe(hill);
    expect(await rows('LAKE')).toBe(lake);
    must(await teacher.api(`/schemes/${schemeId}`), 200);
  });

  test('the whole goes back to the backup, and what was made since is gone', async () => {
    const since = await makeScheme(teacher, '6 North');
    const name = (await backups()).list[0]?.name ?? '';
    const { digest } = JSON.parse(await ctl('restore', '--name', name, '--json')) as { digest: string };
    await ctl('restore', '--name', name, '--agree', digest);
    await waitFor('the site is open', async () => (await teacher.api(`/schemes/${schemeId}`)).status === 200);
    expect((await teacher.api(`/schemes/${since.id}`)).status).toBe(404);
    expect(await sql("SHOW DATABASES LIKE 'teachtrack%'")).toBe('teachtrack');
  });

  test('new passwords of the database are taken without a teacher noticing, and the old ones open nothing', async () => {
    const hashes = () => sql("SELECT user, authentication_string FROM mysql.user WHERE user LIKE 'teachtrack%'");
    const before = await hashes();
    await laptop.must(['rotate', 'database', ...to, '--yes']);
    const after = await hashes();
    for (const name of ['teachtrack', 'teachtrack_migrator'])
      expect(lineOf(after, name)).not.toBe(lineOf(before, name));
    expect(
      await sql(
        "SELECT COUNT(*) FROM mysql.user WHERE JSON_EXTRACT(user_attributes, '$.additional_password') IS NOT NULL",
      ),
    ).toBe('0');
    must(await teacher.api(`/schemes/${schemeId}`), 200);
  });

  test('an upgrade whose migration fails half-way puts the database back as it was', async () => {
    const broken = await otherRelease({
      ...{ version: '0.1.1', programs: { migrate: 'test/e2e/releases/fails-to-migrate.ts' }, suites },
    });
    const counted = await rowsOfSchools();
    expect(counted).toMatch(/^HILL\t\d+\nLAKE\t\d+$/);
    const run = await laptop.run(['upgrade', ...to, '--bundle', broken.path, '--yes']);
    expect(`${run.exitCode} ${run.stdout} ${run.stderr}`.replace(/\s+/g, ' ')).toMatch(/^[^0].*9000-broken/);
    const left = `SELECT COUNT(*) FROM information_schema.columns WHERE table_schema = 'teachtrack' AND 'half_done' IN (table_name, column_name)`;
    expect(await sql(left)).toBe('0');
    expect(await rowsOfSchools()).toBe(counted);
    await waitFor('all is well', async () => (await server.exec(['teachtrackctl', 'health'])).exitCode === 0);
    must(await teacher.api(`/schemes/${schemeId}`), 200);
  });

  test('an upgrade goes through, and the way back leaves the earlier release', async () => {
    const next = await otherRelease({
      ...{ version: '0.2.0', programs: { migrate: 'test/e2e/releases/migrates.ts' } },
      suites,
    });
    const { stdout } = await laptop.must(['upgrade', ...to, '--bundle', next.path, '--yes', '--json']);
    expect(failedChecks(stdout)).toEqual([]);
    await sql(`UPDATE teachtrack.scheme SET updated_at = UTC_TIMESTAMP(3) WHERE id = '${schemeId}'`);
    await laptop.must(['upgrade', ...to, '--back', '--yes']);
    expect(await server.mustExec(['teachtrackctl', 'version'])).toBe('0.1.0');
    must(await teacher.api(`/schemes/${schemeId}`), 200);
  });

  test('a MySQL that is away is told by the monitor, and that it is back', async () => {
    const seen = async () => JSON.parse(await server.mustExec('cat /var/lib/teachtrack/state/health.json'));
    await waitFor('the monitor is content', async () => (await seen()).ok === true);
    await server.mustExec('systemctl stop mysql');
    await waitFor('it is told', async () => JSON.stringify(await seen()).includes('Not reachable'));
    await server.mustExec('systemctl start mysql');
    await waitFor('all is well again', async () => (await seen()).ok === true);
    must(await teacher.api(`/schemes/${schemeId}`), 200);
  });

  test('an uninstall with the data leaves the MySQL that was there, as it was set up before', async () => {
    await laptop.must(['uninstall', ...to, '--remove-data', '--yes', server.address]);
    expect(await sql("SHOW DATABASES LIKE 'teachtrack%'")).toBe('');
    expect(await sql("SELECT COUNT(*) FROM mysql.user WHERE user LIKE 'teachtrack%'")).toBe('0');
    expect(await sql('SELECT @@max_connections')).toBe('151');
    expect((await server.exec('ls -d /etc/teachtrack /etc/mysql/mysql.conf.d/zz-teachtrack.cnf')).stdout).toBe('');
  });
});

const openedAgain = 'ALTER USER root@localhost IDENTIFIED WITH auth_socket';

/** Exit code of a plan and what it said, without the breaks of its lines. */
async function planned(): Promise<string> {
  const { exitCode, stdout, stderr } = await laptop.run(['plan', ...to, '--bundle', bundle, '--tier', '150']);
  return `${exitCode} ${stderr} ${stdout}`.replace(/\s+/g, ' ');
}

function failedChecks(stdout: string) {
  const checks = jsonLines<JournalEntry>(stdout, 'seq').flatMap(({ event }) =>
    event.kind === 'verified' ? event.checks : [],
  );
  expect(checks.length).toBeGreaterThan(3);
  return checks.filter(({ ok }) => !ok);
}

function lineOf(rows: string, name: string): string | undefined {
  return rows.split('\n').find((row) => row.startsWith(`${name}\t`));
}

async function backups(): Promise<{ readonly list: readonly { readonly name: string }[] }> {
  return JSON.parse(await server.mustExec('cat /var/lib/teachtrack/state/backups.json'));
}

/** Rows of schemes of each school: of guests of a verification there are none. */
function rowsOfSchools(): Promise<string> {
  return sql(
    'SELECT c.code, COUNT(*) FROM teachtrack.scheme_row r LEFT JOIN teachtrack.scheme s ON s.id = r.scheme_id LEFT JOIN teachtrack.school c ON c.id = s.school_id GROUP BY c.code ORDER BY c.code',
  );
}

function sql(text: string): Promise<string> {
  return server.mustExec(['mysql', '--batch', '--skip-column-names'], { stdin: text });
}

function ctl(...words: readonly string[]): Promise<string> {
  return server.mustExec(['teachtrackctl', ...words], { timeoutMs: 600_000 });
}
