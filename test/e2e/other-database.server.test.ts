import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JournalEntry, Plan } from '../../installer/contract/events.ts';
import { type PracticeServer, startPracticeServer } from '../practice-server/practice-server.ts';
import { builtBundle } from './built-bundle.ts';
import { administrator, DatabaseThere, reader } from './database-there.ts';
import { handedOver } from './first-sign-in.ts';
import { freshConnection, heading, looked, openAt, openGui, press } from './gui/gui.ts';
import { firstSignIn, makeScheme, makeTeacher, must } from './journey.ts';
import type { LanClient } from './lan-client.ts';
import { jsonLines, Laptop } from './laptop.ts';

/** Of our database: one is left as it is, one chosen. */
const names = { mariadb: 'teachtrack', mysql: 'hill_district' } as const;

let database: DatabaseThere;
let server: PracticeServer;
let laptop: Laptop;
/** Where the database is, as the server reaches it. */
let place: { readonly host: string; readonly port: number };
let answers: string;
let args: readonly string[];
let teacher: LanClient;
let schemeId: string;
let passwordFile: string;

/** Minutes: `npm run drills` runs it. */
describe.runIf(process.env['TEACHTRACK_DRILLS'] === 'all').each(['mariadb', 'mysql'] as const)(
  'a %s on another server',
  (product) => {
    beforeAll(async () => {
      const [bundle, started, there] = await Promise.all([
        builtBundle(),
        startPracticeServer({ cores: 4, memoryMiB: 8_192 }),
        DatabaseThere.start(product),
      ]);
      server = started;
      database = there;
      laptop = new Laptop();
      passwordFile = laptop.file('dba', `${administrator.password}\n`);
      place = await database.reachableFrom(server);
      answers = answersWith(administrator.user);
      args = [...laptop.to(server), '--answers', answers, '--bundle', bundle.path];
    });
    afterAll(async () => {
      laptop?.remove();
      await Promise.all([server?.stop(), database?.stop()]);
    });

    test('a sign-in that is not enough is refused with the rights it lacks, and nothing was made there', async () => {
      const poor = answersWith(reader);
      const { exitCode, stdout, stderr } = await laptop.run([
        ...['install', ...args.map((one) => (one === answers ? poor : one)), '--yes'],
      ]);
      const said = `${exitCode} ${stdout} ${stderr}`.replace(/\s+/g, ' ');
      expect(said).toMatch(/^[^0].*nothing was made there/);
      expect(said).toContain('it may not CREATE USER on *.*');
      expect(said).toMatch(/on (teachtrack|hill_district)\.\* it lacks ALTER, [A-Z, ]*GRANT OPTION/);
      expect(await database.sql("SELECT COUNT(*) FROM mysql.user WHERE user LIKE 'teachtrack%'")).toBe('0');
      expect(await database.sql('SHOW DATABASES')).not.toContain(names[product]);
      if (product === 'mariadb') return;
      expect(said).toContain('innodb_native_foreign_keys is OFF; it must be ON');
      await database.set('innodb_native_foreign_keys=ON');
    });

    test('an install puts no database server here and everything of ours there, and a teacher can work', async () => {
      const { stdout } = await laptop.must(['install', ...args, '--yes', '--json']);
      const checks = jsonLines<JournalEntry>(stdout, 'seq').flatMap(({ event }) =>
        event.kind === 'verified' ? event.checks : [],
      );
      expect(checks.length).toBeGreaterThan(3);
      expect(checks.filter(({ ok }) => !ok)).toEqual([]);
      expect(await server.mustExec('dpkg -l | grep -o " mariadb-[a-z]*"')).not.toContain('mariadb-server');
      const site = { origin: `https://${server.address}`, ca: await server.mustExec('cat /etc/teachtrack/tls/ca.crt') };
      const { client } = await firstSignIn(site, handedOver({ stdout }));
      const given = await makeTeacher(client, { code: 'HILL', name: 'Hill School' });
      teacher = (await firstSignIn(site, given)).client;
      schemeId = (await makeScheme(teacher)).id;
      expect(Number(await database.sql(`SELECT COUNT(*) FROM ${names[product]}.scheme`))).toBe(1);
    });

    test('the administrator there is forgotten, and each of our accounts is limited to this server and to TLS', async () => {
      const found = await server.exec([
        'grep',
        '-rlF',
        'n3ver again',
        '/etc',
        '/run',
        '/var/lib/teachtrack',
        '/var/log',
      ]);
      expect(found.stdout).toBe('');
      const hosts = await database.sql("SELECT DISTINCT host FROM mysql.user WHERE user LIKE 'teachtrack%'");
      expect(hosts.trim()).toBe(database.server.address.replace(/\.2$/, '.1'));
      expect(await database.sql('SELECT title FROM school_library.books WHERE id = 1')).toContain('Atlas');
      expect(await ctl('support', '--json')).not.toContain('n3ver again');
    });

    test('two hundred programs at once are all led there', async () => {
      const one = 'mariadb --defaults-file=/etc/teachtrack/secrets/database-keeper.cnf -Ne "SELECT 1" 2>&1';
      const all = await server.mustExec(['bash', '-c', `for i in $(seq 200); do ${one} & done; wait`], {
        timeoutMs: 120_000,
      });
      const said = Map.groupBy(all.split('\n'), (line) => line);
      const counts = Object.fromEntries([...said].map(([line, times]) => [line, times.length]));
      const log = await database.server.mustExec(`journalctl -q -u ${product} -o cat | tail -n 20`);
      const way = await server.mustExec('journalctl -q -u teachtrack-database -o cat | tail -n 20');
      expect(counts, `${log}\n${way}`).toEqual({ 1: 200 });
    });

    test('health, a backup, the drill and a restore work over the way', async () => {
      expect(await ctl('health')).toContain('4/4');
      await ctl('backup', 'now');
      await ctl('drill');
      const { digest } = JSON.parse(await ctl('restore', '--name', 'latest', '--json')) as { digest: string };
      await ctl('restore', '--name', 'latest', '--agree', digest);
      must(await teacher.api(`/schemes/${schemeId}`), 200);
      const seen = async () => JSON.parse(await server.mustExec('cat /var/lib/teachtrack/state/health.json'));
      await expect.poll(async () => (await seen()).ok, { timeout: 120_000, interval: 2_000 }).toBe(true);
    });

    test('a second install finds nothing to do, without the administrator’s password', async () => {
      const { stdout } = await laptop.must(['plan', ...args, '--json']);
      expect(jsonLines<Plan>(stdout, 'digest')[0]?.steps).toEqual([]);
      expect((await server.exec('ls /run/teachtrack/database-administrator.cnf')).exitCode).not.toBe(0);
    });

    test('a rotation asks for the administrator again, and changes every password of ours', async () => {
      const to = laptop.to(server);
      const hashes = () =>
        database.sql("SELECT user, authentication_string FROM mysql.user WHERE user LIKE 'teachtrack%'");
      const before = await hashes();
      const alone = await laptop.run(['rotate', 'database', ...to, '--yes']);
      expect(`${alone.exitCode} ${alone.stdout} ${alone.stderr}`.replace(/\s+/g, ' ')).toMatch(/^[^0].*administrator/);
      const given = ['--database-administrator', administrator.user, '--database-password-file', passwordFile];
      await laptop.must(['rotate', 'database', ...to, ...given, '--yes']);
      const after = await hashes();
      for (const name of ['teachtrack', 'teachtrack_migrator'])
        expect(lineOf(after, name)).not.toBe(lineOf(before, name));
      must(await teacher.api(`/schemes/${schemeId}`), 200);
      expect((await server.exec('ls /run/teachtrack/database-administrator.cnf')).exitCode).not.toBe(0);
    });

    test('a rotation by clicking asks for that sign-in too, and leaves nothing of it behind', async () => {
      const gui = await openGui();
      try {
        const { page } = gui;
        await freshConnection(gui, server);
        const [, connection] = /#\/c\/([^/]+)\//.exec(page.url()) ?? [];
        await openAt(page, gui.url, `/c/${connection}/manage/secrets`);
        await page.getByLabel('Password of the database').check();
        await page.getByText('The database is on another server').waitFor();
        await page.getByRole('textbox', { name: 'Administrator of the database server' }).fill(administrator.user);
        await page.getByRole('textbox', { name: 'Password of that administrator' }).fill(administrator.password);
        await press(page, 'See what would be done');
        await page.getByText('The old password opens nothing any more').waitFor();
        expect((await server.exec('ls /run/teachtrack/database-administrator.cnf')).exitCode).not.toBe(0);
        await looked(page, 'secrets-elsewhere');
        const before = await database.sql("SELECT authentication_string FROM mysql.user WHERE user = 'teachtrack'");
        await press(page, 'Do it now');
        await heading(page, 'The secrets are new', 300_000);
        const after = await database.sql("SELECT authentication_string FROM mysql.user WHERE user = 'teachtrack'");
        expect(after).not.toBe(before);
        must(await teacher.api(`/schemes/${schemeId}`), 200);
        expect((await server.exec('ls /run/teachtrack/database-administrator.cnf')).exitCode).not.toBe(0);
      } finally {
        await gui.close();
      }
    });

    test('the way has held all the time: nothing ended it, and nothing had to start it again', async () => {
      const shown = await server.mustExec(
        'systemctl show -P NRestarts -P ActiveState -P Result teachtrack-database.service | tr "\\n" " "',
      );
      expect(shown.trim().split(' ').sort()).toEqual(['0', 'active', 'success']);
      const journal = await server.mustExec('journalctl -q -o cat -u teachtrack-database.service');
      expect(journal).not.toMatch(/timed out|Failed|killed/);
    });

    test('what the database server’s restart interrupts comes back by itself', async () => {
      await database.server.mustExec(['systemctl', 'restart', product]);
      await expect.poll(async () => (await teacher.api(`/schemes/${schemeId}`)).status, { timeout: 60_000 }).toBe(200);
    });

    test('a MySQL takes no passwords that could be read on the way, so that is not waived', async () => {
      const open = laptop.file(
        'open.json',
        JSON.stringify({
          ...answersOf(administrator.user),
          database: { host: place.host, product, tls: 'waived', reason: 'one cable between them' },
        }),
      );
      const { exitCode, stderr } = await laptop.run(['plan', ...args.map((one) => (one === answers ? open : one))]);
      const said = `${exitCode} ${stderr}`.replace(/\s+/g, ' ');
      if (product === 'mysql') expect(said).toMatch(/^2 .*cannot be waived for MySQL/);
      else expect(said).not.toContain('cannot be waived');
    });

    test('another name for our database is refused, for its data would be looked for in vain', async () => {
      const other = laptop.file(
        'other.json',
        JSON.stringify({
          ...answersOf(administrator.user),
          database: { ...answersOf(administrator.user).database, name: 'elsewhere' },
        }),
      );
      const { exitCode, stderr } = await laptop.run(['plan', ...args.map((one) => (one === answers ? other : one))]);
      expect(`${exitCode} ${stderr}`.replace(/\s+/g, ' ')).toMatch(/^[^0].*an install does not move it/);
    });

    test('moving the data by an install with other answers is refused', async () => {
      const here = laptop.file('here.json', JSON.stringify({ version: 1, tier: 150 }));
      const { exitCode, stderr } = await laptop.run(['plan', ...args.map((one) => (one === answers ? here : one))]);
      expect(`${exitCode} ${stderr}`.replace(/\s+/g, ' ')).toMatch(/^[^0].*an install does not move it/);
    });

    test('an uninstall with the data takes ours away there and nothing else, and says what only the administrator can', async () => {
      const { stdout } = await laptop.must([
        'uninstall',
        ...laptop.to(server),
        '--remove-data',
        '--yes',
        server.address,
      ]);
      expect(stdout.replace(/\s+/g, ' ')).toContain("DROP USER 'teachtrack'@");
      expect(await database.sql('SHOW DATABASES')).not.toContain(names[product]);
      expect(await database.sql('SELECT title FROM school_library.books WHERE id = 1')).toContain('Atlas');
      const left =
        'ls -d /etc/teachtrack /etc/systemd/system/teachtrack-database.* /run/mysqld/mysqld.sock 2>/dev/null';
      expect((await server.exec(left)).stdout).toBe('');
    });
  },
);

/** What a person answers who gives this sign-in for the database there. */
function answersOf(user: string) {
  const { product, ca } = database;
  const name = names[product];
  return { version: 1, tier: 150, database: { ...place, product, name, ca, administrator: { user, passwordFile } } };
}

function answersWith(user: string): string {
  return laptop.file(`answers-${user}.json`, JSON.stringify(answersOf(user)));
}

function lineOf(rows: string, name: string): string | undefined {
  return rows.split('\n').find((row) => row.startsWith(`${name}\t`));
}

async function ctl(...words: readonly string[]): Promise<string> {
  return server.mustExec(['teachtrackctl', ...words], { timeoutMs: 300_000 });
}
