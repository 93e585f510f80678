import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TermsAnswer } from '../../appliance/features/calendar/schema.ts';
import type { LearningAreasAnswer } from '../../appliance/features/curriculum/schema.ts';
import type { GenerateSchemeAnswer } from '../../appliance/features/schemes/schema.ts';
import { makeScheme, must } from './journey.ts';
import { relabelled } from './other-release.ts';
import { waitFor } from './wait-for.ts';
import { typing } from './years/typing.ts';
import { unclear, WatchedServer } from './years/watched-server.ts';

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
  test('its web server takes its settings anew, and not those that it cannot read: nobody notices; killed, it comes back', async () => {
    const settings = '/etc/teachtrack/nginx/nginx.conf';
    const load = await watched.begin(4, true);
    for (let round = 0; round < 3; round += 1) {
      await sh('systemctl reload nginx');
      await pause(500);
    }
    await sh(`cp -p ${settings} ${settings}.good && echo 'nonsense on;' >> ${settings}`);
    const refused = await watched.installed.server.exec('systemctl reload nginx');
    const works = load.accepted.length;
    await waitFor('people work on', async () => load.accepted.length > works + 2);
    expect([refused.exitCode, load.failed]).toEqual([1, []]);
    await sh(`mv ${settings}.good ${settings} && kill -KILL $(systemctl show -P MainPID nginx)`);
    await waitFor('it has come back', async () => (await sh('systemctl show -P NRestarts nginx')) === '1');
    const before = load.accepted.length;
    await waitFor('people work again', async () => load.accepted.length > before + 2);
    const { failed, accepted } = await load.stop();
    expect(failed.filter((one) => !/ECONNREFUSED|ECONNRESET|socket hang up/.test(one))).toEqual([]);
    expect(await watched.kept(accepted)).toEqual([`kept ${accepted.length} of ${accepted.length}`, 'done twice 0']);
    // Switched off by hand, it takes everything behind it out of people's reach.
    await sh('systemctl stop nginx');
    const away = await watched.ctl('health');
    await sh('systemctl start nginx');
    const said = expect.stringContaining('API: out of reach: the web server does not answer (ECONNREFUSED;');
    expect([away.exitCode, away.stdout]).toEqual([4, said]);
    await watched.healthy();
  });

  test('its database is started anew, then killed: what was accepted is kept, and the rest is refused clearly, not for long', async () => {
    const load = await watched.begin();
    await waitFor('people work', async () => load.accepted.length > 2);
    for (const how of ['systemctl restart mariadb', 'kill -KILL $(systemctl show -P MainPID mariadb)']) {
      await sh(how);
      const [failures, works] = [load.failed.length, load.accepted.length];
      await waitFor('people work again', async () => load.accepted.length > works + 3);
      console.log(`${how}: ${load.failed.length} refused by now, ${failures} of them at once`);
    }
    const { failed, accepted } = await load.stop();
    expect(unclear(failed)).toEqual([]);
    expect(await sh('systemctl show -P NRestarts mariadb')).toBe('1');
    expect(await watched.kept(accepted)).toEqual([`kept ${accepted.length} of ${accepted.length}`, 'done twice 0']);
  });

  test('all of its API is killed at once, then switched off: the site says that it is away and when to ask again', async () => {
    const load = await watched.begin();
    await waitFor('people work', async () => load.accepted.length > 2);
    const killAll = `for main in $(systemctl show -P MainPID 'teachtrack-api@*.service'); do
      [ $main = 0 ] || kill -KILL $main $(pgrep -P $main)
    done`;
    await sh(`${killAll}; true`);
    const works = load.accepted.length;
    await waitFor('people work again', async () => load.accepted.length > works + 3);
    const { failed, accepted } = await load.stop();
    expect(unclear(failed)).toEqual([]);
    // Nobody is at work: their long goodbye is not waited for.
    await sh(`systemctl stop 'teachtrack-api@*.socket' 'teachtrack-api@*.service' & ${killAll}; wait`);
    const [away, page] = [await teacher().api('/me'), await teacher().call('/')];
    expect(away).toMatchObject({
      status: 503,
      headers: { 'retry-after': '5', 'content-type': 'application/problem+json' },
      body: { code: 'unavailable', detail: expect.stringContaining('try again in a few seconds') },
    });
    expect([page.status, page.headers['content-type']]).toEqual([200, 'text/html']);
    await sh('systemctl start teachtrack.target');
    await watched.healthy();
    expect((await teacher().api('/me')).status).toBe(200);
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

  test('its queue comes back with a file whose end is missing or nothing but zeros: what it forgot is done all the same, and once', async () => {
    await sh("systemctl stop 'teachtrack-worker@*.service'");
    const waiting = [];
    for (const number of [1, 2, 3, 4]) waiting.push(must(await asked(`8 Cut ${number}`), 202).schemeId);
    await sh(`systemctl stop ${queueRedis}
      file=$(ls -t /var/lib/redis/*queue*/appendonlydir/*.incr.aof | head -n 1)
      size=$(stat -c %s "$file"); truncate -s $((size - size / 3 - 7)) "$file"; truncate -s +999 "$file"
      systemctl start ${queueRedis} || echo 'systemd tries again by itself, as it was told to'
      systemctl start teachtrack.target`);
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
});
