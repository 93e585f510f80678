import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TermsAnswer } from '../../appliance/features/calendar/schema.ts';
import type { LearningAreasAnswer } from '../../appliance/features/curriculum/schema.ts';
import type { GenerateSchemeAnswer } from '../../appliance/features/schemes/schema.ts';
import { Secret } from '../../provision/model/secret.ts';
import { pairText } from '../../provision/ops/certificate-pem.ts';
import { makeCertificate } from '../../provision/ops/certificates.ts';
import { clockModule } from '../services/jumping-clock.ts';
import { makeScheme, must } from './journey.ts';
import { LanClient } from './lan-client.ts';
import { relabelled } from './other-release.ts';
import { waitFor } from './wait-for.ts';
import { typing } from './years/typing.ts';
import { unclear, WatchedServer } from './years/watched-server.ts';

/** They wait for minutes: `npm run drills` runs them. */
const drill = test.runIf(process.env['TEACHTRACK_DRILLS'] === 'all');

const tls = '/etc/teachtrack/tls';
const queueSocket = '/run/redis-teachtrack-queue/redis.sock';
const queueRedis = 'redis-server@teachtrack-queue';
const archives = '/var/lib/teachtrack/backups/archives';

let watched: WatchedServer;
beforeAll(async () => {
  watched = await WatchedServer.start(3);
});
afterAll(async () => {
  await watched?.stop();
});

const sh = (text: string) => watched.sh(text);
const teacher = () => watched.teachers[0] as NonNullable<(typeof watched.teachers)[0]>;

/** One request for a scheme of work, with a key under which it may be sent again. */
async function asked(className: string, key: string = randomUUID()) {
  const areas = must(await teacher().api<LearningAreasAnswer>('/learning-areas'), 200);
  const terms = must(await teacher().api<TermsAnswer>('/terms'), 200);
  const lessons = [1, 2].map((weekday) => ({ weekday, period: 3, units: 1 }));
  const body = { learningAreaId: areas.items[0]?.id, termId: terms.current ?? terms.items[0]?.id, className, lessons };
  return teacher().api<GenerateSchemeAnswer>('/schemes/generate', { body, headers: { 'idempotency-key': key } });
}

describe('in the years of a server', () => {
  test('its web server takes its settings anew while people work, and nobody notices', async () => {
    const load = await watched.begin(4, true);
    for (let round = 0; round < 4; round += 1) {
      await sh('systemctl reload nginx');
      await pause(500);
    }
    const { failed, gets, accepted } = await load.stop();
    expect(failed).toEqual([]);
    expect(gets).toBeGreaterThan(10);
    expect(await watched.kept(accepted)).toEqual([`kept ${accepted.length} of ${accepted.length}`, 'done twice 0']);
  });

  test('its database is started anew: what was accepted is kept, and the rest is refused clearly, not for long', async () => {
    const load = await watched.begin();
    await waitFor('people work', async () => load.accepted.length > 2);
    await sh('systemctl restart mariadb');
    const [failures, works] = [load.failed.length, load.accepted.length];
    await waitFor('people work again', async () => load.accepted.length > works + 3);
    const { failed, accepted } = await load.stop();
    console.log(`database started anew: ${failed.length} refused, ${failures} of them until it was up again`);
    expect(unclear(failed)).toEqual([]);
    expect(await watched.kept(accepted)).toEqual([`kept ${accepted.length} of ${accepted.length}`, 'done twice 0']);
  });

  test('its queue is full: what is asked for is refused clearly and kept, and done once there is room', async () => {
    const redis = (...words: string[]) => sh(`redis-cli -s ${queueSocket} ${words.join(' ')}`);
    const most = (await redis('CONFIG GET maxmemory')).split('\n')[1] ?? '0';
    const key = randomUUID();
    await redis('CONFIG SET maxmemory 1');
    const refused = await asked('7 Full', key).finally(() => redis(`CONFIG SET maxmemory ${most}`));
    expect(refused).toMatchObject({ status: 503, body: { code: 'busy', detail: expect.stringContaining('is kept') } });
    expect((await teacher().api('/schemes')).status).toBe(200);
    const { schemeId } = must(await asked('7 Full', key), 202);
    expect(await watched.kept([schemeId])).toEqual(['kept 1 of 1', 'done twice 0']);
  });

  test('its queue comes back with a file whose end is missing: what it forgot is done all the same, and once', async () => {
    await sh("systemctl stop 'teachtrack-worker@*.service'");
    const waiting = [];
    for (const number of [1, 2, 3, 4]) waiting.push(must(await asked(`8 Cut ${number}`), 202).schemeId);
    await sh(`systemctl stop ${queueRedis}
      file=$(ls -t /var/lib/redis/*queue*/appendonlydir/*.incr.aof | head -n 1)
      size=$(stat -c %s "$file"); truncate -s $((size - size / 3 - 7)) "$file"
      systemctl start ${queueRedis} teachtrack.target`);
    expect(await watched.kept(waiting)).toEqual(['kept 4 of 4', 'done twice 0']);
    await watched.healthy();
  });

  test('the power fails while people save and a backup is made: all that was said to be saved is there, and no half backup', async () => {
    const load = await watched.begin();
    const typist = await typing(teacher(), await makeScheme(teacher(), '9 Power'));
    const held = sh('mariadb teachtrack -e "LOCK TABLES demo_user WRITE; SELECT SLEEP(300)"').catch(() => '');
    const backup = watched.ctl('backup', 'now').catch(() => undefined);
    await waitFor('a backup is half made', async () => (await sh(`ls ${archives}`)).includes('.part'));
    await waitFor('people have saved', async () => load.accepted.length > 4 && typist.saved.length > 6);
    const { server } = watched.installed;
    await server.powerCut();
    const began = Date.now();
    const [result] = await Promise.all([load.stop(), typist.stop(), server.boot(), held, backup]);
    await watched.healthy();
    console.log(`power cut: everything is well ${((Date.now() - began) / 1000).toFixed(1)} s after it`);
    const { accepted } = result;
    expect(await watched.kept(accepted)).toEqual([`kept ${accepted.length} of ${accepted.length}`, 'done twice 0']);
    expect(await typist.found()).toEqual({ lost: [], twice: [] });
    expect((await watched.ctl('backup', 'now')).exitCode).toBe(0);
    expect(await sh(`ls ${archives}`)).toMatch(/^(\S+\.ttbackup)\n\1\.json$/);
  });

  test('a bundle of a newer release is not installed over it: that is an upgrade, and the words say so', async () => {
    const { laptop, bundle } = watched.installed;
    const newer = await relabelled(bundle, { version: '0.2.0', upgradesFrom: '0.1.0' });
    const { exitCode, stderr } = await laptop.run(['install', ...watched.to, '--bundle', newer, '--yes']);
    expect([exitCode, stderr.replace(/\s+/g, ' ')]).toEqual([3, expect.stringContaining('“teachtrack upgrade”')]);
    expect(await sh('ls /var/lib/teachtrack/staging')).toBe('0.1.0');
  });

  test('who is at work keeps the lock, also from a service in a cage that hides the kernel’s settings', async () => {
    const said =
      await sh(`sleep 3600 & pid=$!; start=$(cut -d ' ' -f 22 /proc/$pid/stat); boot=$(cat /proc/sys/kernel/random/boot_id)
      mkdir /run/teachtrack/lock && cat > /run/teachtrack/lock/owner.json <<END
      {"who":"Anna","from":"her laptop","run":"by hand","since":"${new Date().toISOString()}","bootId":"$boot","pid":$pid,"startTime":"$start","handingOver":false}
END
      systemd-run --pipe --wait --quiet -p ProtectKernelTunables=yes -p ProtectControlGroups=yes /usr/local/sbin/teachtrackctl certificate renew 2>&1
      echo "ended with $?"; kill $pid; rm -r /run/teachtrack/lock`);
    expect(said).toMatch(/TT-LOCK-01: Another run is under way: Anna from her laptop.*ended with 3/s);
  });

  drill('its disk gets full: people can read, are told why they cannot save, and nothing is lost', async () => {
    await watched.tellByMail();
    const { server } = watched.installed;
    const restarts = () =>
      sh('systemctl show -P NRestarts mariadb redis-server@teachtrack-queue nginx teachtrack-api@1');
    const before = await restarts();
    const load = await watched.begin(2);
    const since = Date.now();
    await server.fillDisk();
    try {
      await waitFor('somebody is told', async () => load.failed.some((one) => one.includes('"code":"no-room"')));
      await watched.mailLike(/The disk of \/ is \d+(\.\d)? % full/, since);
    } finally {
      await server.freeDisk();
    }
    const works = load.accepted.length;
    await waitFor('people can save again', async () => load.accepted.length > works + 3);
    const { failed, accepted } = await load.stop();
    expect(unclear(failed)).toEqual([]);
    expect(failed.filter((one) => one.startsWith('GET'))).toEqual([]);
    expect(await restarts()).toBe(before);
    expect(await watched.kept(accepted)).toEqual([`kept ${accepted.length} of ${accepted.length}`, 'done twice 0']);
    await watched.healthy();
  });

  drill(
    'its database runs out of connections: told at 80 %, refused clearly at 100 %, and well when some are free',
    async () => {
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
    },
  );

  drill(
    'its certificate has ended: the site is served on, somebody is told, and told again when it was renewed',
    async () => {
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
    },
  );

  drill(
    'the clock of its programs jumps an hour ahead and back: nobody notices, and nothing is done twice',
    async () => {
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
    },
  );

  drill('what stands still or leaks is replaced, and somebody is told; nothing that was accepted is lost', async () => {
    await watched.tellByMail();
    await watched.installed.server.mustExec('cat >> /opt/teachtrack/current/api.mjs', { stdin: leaks });
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

/** Put into the API of the server, so that it leaks when it is told to, to more than one process may have. */
const leaks = `
process.on('SIGUSR2', () => {
  const held = [];
  setInterval(() => process.memoryUsage.rss() < 460e6 && held.push(Buffer.alloc(2e6, 1)), 10);
});
`;
