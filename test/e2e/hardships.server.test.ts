import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Secret } from '../../provision/model/secret.ts';
import { pairText } from '../../provision/ops/certificate-pem.ts';
import { makeCertificate } from '../../provision/ops/certificates.ts';
import { clockModule } from '../services/jumping-clock.ts';
import { LanClient } from './lan-client.ts';
import { waitFor } from './wait-for.ts';
import { unclear, WatchedServer } from './years/watched-server.ts';

const tls = '/etc/teachtrack/tls';

let watched: WatchedServer;

const sh = (text: string) => watched.sh(text);
const teacher = () => watched.teachers[0] as NonNullable<(typeof watched.teachers)[0]>;

/** They wait for minutes: `npm run drills` runs them. */
describe.runIf(process.env['TEACHTRACK_DRILLS'] === 'all')('in the hard times of a server', () => {
  beforeAll(async () => {
    watched = await WatchedServer.start(3);
  });
  afterAll(async () => {
    await watched?.stop();
  });

  test('its disk gets full: people can read, also when the database ends on it, are told why they cannot save, and nothing is lost', async () => {
    await watched.tellByMail();
    const { server } = watched.installed;
    const others = () => sh('systemctl show -P NRestarts redis-server@teachtrack-queue nginx teachtrack-api@1');
    const database = () => sh('systemctl show -P MainPID mariadb');
    const reserve = '/var/lib/teachtrack/emergency-reserve';
    const [before, put, first] = [await others(), await sh(`stat -c %s ${reserve}`), await database()];
    const load = await watched.begin(2);
    const reads = (from = 0) => load.failed.slice(from).filter((one) => one.startsWith('GET'));
    const readable = async () => (await teacher().api('/schemes')).status === 200;
    const since = Date.now();
    await watched.fillButForRoot('/');
    try {
      await waitFor('somebody is told', async () => load.failed.some((one) => one.includes('"code":"no-room"')));
      await watched.mailLike(/The disk of \/ is \d+(\.\d)? % full/, since);
      // MariaDB may end by itself, when it was just writing.
      if ((await database()) === first) expect(reads()).toEqual([]);
      await waitFor('people can read', readable);
      const last = await database();
      await sh(`kill -KILL ${last}`);
      await waitFor('the database is there again', async () => !['0', last].includes(await database()));
      await waitFor('people can read again although the disk is full', readable);
      const [again, refused] = [await database(), load.failed.length];
      await waitFor('they are refused on', async () => load.failed.length > refused + 20);
      expect(reads(refused)).toEqual([]);
      expect(unclear(load.failed)).toEqual([]);
      expect(await database()).toBe(again);
      expect(Number(await sh(`stat -c %s ${reserve}`))).toBeLessThan(Number(put));
      await watched.mailLike(/of the emergency reserve were given to the database/, since);
    } finally {
      await server.freeDisk();
    }
    const works = load.accepted.length;
    await waitFor('people can save again', async () => load.accepted.length > works + 3);
    const { failed, accepted } = await load.stop();
    expect(unclear(failed)).toEqual([]);
    expect(await others()).toBe(before);
    expect(await watched.kept(accepted)).toEqual([`kept ${accepted.length} of ${accepted.length}`, 'done twice 0']);
    await waitFor('the reserve is whole again', async () => (await watched.ctl('reserve')).exitCode === 0);
    await watched.healthy();
  });

  test('its disk is filled by root to the last byte: people are told, and everything goes on by itself when there is room', async () => {
    const others = () => sh('systemctl show -P NRestarts redis-server@teachtrack-queue nginx teachtrack-api@1');
    const before = await others();
    const load = await watched.begin(2);
    await watched.installed.server.fillDisk();
    try {
      await waitFor('somebody is told', async () => load.failed.some((one) => one.includes('"code":"no-room"')));
      const refused = load.failed.length;
      await waitFor('they are refused on', async () => load.failed.length > refused + 20);
    } finally {
      await watched.installed.server.freeDisk();
    }
    const works = load.accepted.length;
    await waitFor('people can save again', async () => load.accepted.length > works + 3);
    const { failed, accepted } = await load.stop();
    expect(unclear(failed)).toEqual([]);
    expect(await others()).toBe(before);
    expect(await watched.kept(accepted)).toEqual([`kept ${accepted.length} of ${accepted.length}`, 'done twice 0']);
    await watched.healthy();
  });

  test('its database runs out of connections: told at 80 %, refused clearly at 100 %, and well when some are free', async () => {
    await watched.tellByMail();
    const most = await watched.sql('SELECT @@max_connections');
    const hold = 'seq 100 | xargs -P 100 -I N mariadb -e "SELECT SLEEP(3600), N"';
    await sh(`systemd-run --quiet --unit=holding sh -c '${hold}'`);
    await waitFor('they are held', async () => (await connectionsNow()) > 100);
    const since = Date.now();
    // Over 80 % also when the API has given back what it does not need.
    await watched.sql(`SET GLOBAL max_connections = ${Math.ceil((await connectionsNow()) / 0.9)}`);
    await watched.mailLike(/\d+ of \d+ database connections are in use/, since);
    await watched.sql(`SET GLOBAL max_connections = ${most}`);
    const load = await watched.begin();
    await waitFor('people work', async () => load.accepted.length > 2);
    expect(load.failed).toEqual([]);
    const none = Date.now();
    // One connection does it all: there is none left to take it back with.
    const taken = `SET GLOBAL max_connections = 10; KILL USER teachtrack@localhost; SELECT SLEEP(45); SET GLOBAL max_connections = ${most}`;
    const exhausted = sh(`mariadb -e '${taken}'`);
    const { afterMs } = await watched.mailLike(/The database is not well/, none);
    console.log(`no connection left: told after ${(afterMs / 1000).toFixed(1)} s`);
    await exhausted;
    const works = load.accepted.length;
    await waitFor('people work again', async () => load.accepted.length > works + 3);
    const refused = load.failed.length;
    await waitFor('they go on', async () => load.accepted.length > works + 9);
    const { failed, accepted } = await load.stop();
    expect(failed.slice(refused), 'refused when there was room again').toEqual([]);
    expect(failed.length).toBeGreaterThan(0);
    expect(unclear(failed)).toEqual([]);
    expect(await watched.kept(accepted)).toEqual([`kept ${accepted.length} of ${accepted.length}`, 'done twice 0']);
    await sh('systemctl stop holding');
    await watched.healthy();
  });

  test('its certificate has ended: the site is served on, somebody is told, and told again when it was renewed', async () => {
    await watched.tellByMail();
    const { server } = watched.installed;
    const read = async (name: string) => `${await sh(`cat ${tls}/${name}`)}\n`;
    const authority = { certificate: await read('ca.crt'), key: new Secret(await read('ca.key')) };
    const names = { names: [], addresses: [server.address] };
    const old = await makeCertificate(authority, names, new Date(Date.now() - 900 * 86_400_000));
    const pair = pairText({ key: old.key, chain: [old.certificate] });
    const since = Date.now();
    await server.mustExec(`cat > ${tls}/server.pem && systemctl reload nginx`, { stdin: pair });
    await watched.ctl('certificate', 'show');
    await watched.mailLike(/The certificate has ended: browsers warn everybody/, since);
    expect((await new LanClient(`http://${server.address}`).call('/health')).status).toBe(200);
    await sh('systemctl start teachtrack-certificate.service');
    await watched.mailLike(/WELL AGAIN: The certificate ends soon/, since);
    await waitFor('teachers are let in', async () => (await teacher().api('/me')).status === 200);
  });

  test('the clock of its programs jumps an hour ahead and back: nobody notices, and nothing is done twice', async () => {
    const [module, ahead] = ['/run/jumping-clock.mjs', '/run/clock-ahead'];
    const { server } = watched.installed;
    await server.mustExec(`cat > ${module}`, { stdin: clockModule(ahead) });
    const units = ['api@', 'worker@', 'monitor'].map((name) => `teachtrack-${name}.service`);
    await sh(`for unit in ${units.join(' ')}; do
        mkdir -p /run/systemd/system/$unit.d
        printf '[Service]\\nEnvironment=NODE_OPTIONS=--import=${module}\\n' > /run/systemd/system/$unit.d/clock.conf
      done
      systemctl daemon-reload && systemctl restart 'teachtrack-api@*' 'teachtrack-worker@*' teachtrack-monitor`);
    await watched.healthy();
    const all = units.map((unit) => unit.replace('@', '@*')).join("' '");
    const deaths = () => sh(`systemctl show -P MainPID -P NRestarts -P StatusText '${all}'`);
    const told = async () => Number(await sh('systemctl show -P WatchdogTimestampMonotonic teachtrack-monitor'));
    const before = await deaths();
    const load = await watched.begin();
    for (const hours of [1, -1, 0]) {
      await sh(`echo ${hours * 3_600_000} > ${ahead}`);
      const [works, last] = [load.accepted.length, await told()];
      await waitFor('the monitor has told systemd twice that it lives', async () => (await told()) > last + 40e6);
      const at = Date.parse(JSON.parse(await sh('cat /var/lib/teachtrack/state/health.json')).at);
      expect(Math.abs(at - Date.now() - hours * 3_600_000)).toBeLessThan(600_000);
      await waitFor('people work', async () => load.accepted.length > works + 3);
    }
    const { failed, accepted } = await load.stop();
    expect(failed).toEqual([]);
    expect(await deaths()).toBe(before);
    expect(await watched.kept(accepted)).toEqual([`kept ${accepted.length} of ${accepted.length}`, 'done twice 0']);
    await sh(`rm /run/systemd/system/teachtrack-*.service.d/clock.conf && systemctl daemon-reload
      systemctl restart 'teachtrack-api@*' 'teachtrack-worker@*' teachtrack-monitor`);
    await watched.healthy();
  });

  test('what stands still or leaks is replaced, and somebody is told; nothing that was accepted is lost', async () => {
    await watched.tellByMail();
    for (const [entry, most] of [
      ['api', 460],
      ['worker', 900],
    ] as const)
      await watched.installed.server.mustExec(`cat >> /opt/teachtrack/current/${entry}.mjs`, { stdin: leaks(most) });
    await sh(`for unit in api worker; do
        mkdir -p /run/systemd/system/teachtrack-$unit@.service.d
        printf '[Service]\\nWatchdogSec=9\\n' > /run/systemd/system/teachtrack-$unit@.service.d/short.conf
      done
      systemctl daemon-reload && systemctl restart 'teachtrack-api@*' 'teachtrack-worker@*'`);
    await watched.healthy();
    const load = await watched.begin();
    const main = (unit: string) => sh(`systemctl show -P MainPID ${unit}`);
    const child = async (unit: string) => (await sh(`pgrep -P ${await main(unit)}`)).split('\n')[0] ?? '';
    let since = Date.now();
    const leaking = await child('teachtrack-api@1');
    await sh(`kill -USR2 ${leaking}`);
    await watched.mailLike(/teachtrack-api@1\.service had a process replaced at .*it had grown to \d+ MiB/, since);
    await waitFor('it is gone', async () => (await sh(`ls -d /proc/${leaking} 2>/dev/null || true`)) === '');
    expect(load.failed).toEqual([]);
    since = Date.now();
    const still = [await main('teachtrack-api@1'), await child('teachtrack-api@2'), await main('teachtrack-worker@1')];
    await sh(`kill -STOP ${still.join(' ')}`);
    for (const what of [
      /teachtrack-api@2\.service had a process replaced at .*it had stopped answering/,
      /teachtrack-api@1\.service ended by itself and was started again/,
      /teachtrack-worker@1\.service ended by itself and was started again/,
    ]) {
      const { afterMs } = await watched.mailLike(what, since);
      console.log(`${what.source}: told after ${(afterMs / 1000).toFixed(1)} s`);
    }
    const greedy = await main('teachtrack-worker@1');
    await sh(`kill -USR2 ${greedy}`);
    await waitFor('another is there', async () => !['0', greedy].includes(await main('teachtrack-worker@1')));
    expect(await sh('journalctl --no-pager -o cat -u teachtrack-worker@1')).toContain(
      'this worker has grown too large; making room for another',
    );
    const works = load.accepted.length;
    await waitFor('people work', async () => load.accepted.length > works + 3);
    const { failed, accepted } = await load.stop();
    expect(unclear(failed)).toEqual([]);
    expect(failed.length).toBeLessThan(accepted.length / 4);
    expect(await watched.kept(accepted)).toEqual([`kept ${accepted.length} of ${accepted.length}`, 'done twice 0']);
    await watched.healthy();
  });
});

async function connectionsNow(): Promise<number> {
  const now = "SELECT variable_value FROM information_schema.global_status WHERE variable_name = 'Threads_connected'";
  return Number(await watched.sql(now));
}

/** Put into a program of the server, so that it leaks when it is told to, to more than one process may have. */
const leaks = (mostMB: number) => `
process.on('SIGUSR2', () => {
  const held = [];
  setInterval(() => process.memoryUsage.rss() < ${mostMB}e6 && held.push(Buffer.alloc(2e6, 1)), 10);
});
`;
