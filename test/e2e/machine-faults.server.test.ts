import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Drift } from '../../provision/drift/drift.ts';
import { waitFor } from './wait-for.ts';
import { unclear, WatchedServer } from './years/watched-server.ts';

let watched: WatchedServer;

const sh = (text: string) => watched.sh(text);
const teacher = () => watched.teachers[0] as NonNullable<(typeof watched.teachers)[0]>;
const restarts = () =>
  sh("systemctl show -P NRestarts mariadb 'redis-server@teachtrack-*' nginx 'teachtrack-api@*' 'teachtrack-worker@*'");

/** They wait for minutes: `npm run drills` runs them. */
describe.runIf(process.env['TEACHTRACK_DRILLS'] === 'all')('a server whose parts fail for long', () => {
  beforeAll(async () => {
    watched = await WatchedServer.start(3);
    await watched.tellByMail();
  });
  afterAll(async () => {
    await watched?.stop();
  });

  test('its database is away for a minute: people are refused at once and clearly, somebody is told, and all goes on by itself', async () => {
    const load = await watched.begin();
    await waitFor('people work', async () => load.accepted.length > 2);
    const since = Date.now();
    await sh('systemctl stop mariadb');
    const { afterMs } = await watched.mailLike(/The database is not well: nobody can sign in or save/, since);
    await pause(Math.max(0, 60_000 - (Date.now() - since)));
    const refused = load.failed.length;
    // Three people who were never kept waiting ask more often than three who were, for half a minute each.
    expect(refused).toBeGreaterThan(20);
    await sh('systemctl start mariadb');
    const works = load.accepted.length;
    await waitFor('people work again', async () => load.accepted.length > works + 3);
    const { failed, accepted, answeredMs } = await load.stop();
    console.log(
      `away for a minute: told after ${(afterMs / 1000).toFixed(1)} s, ${refused} refused, the slowest answer ${Math.round(Math.max(...answeredMs))} ms`,
    );
    expect(unclear(failed)).toEqual([]);
    expect(await watched.kept(accepted)).toEqual([`kept ${accepted.length} of ${accepted.length}`, 'done twice 0']);
    await watched.mailLike(/WELL AGAIN: A service is down/, since);
  });

  test('its settings are spoilt: the instance that is started with them says why, the other serves on, and ours are put back', async () => {
    const settings = '/etc/teachtrack/settings.json';
    const load = await watched.begin();
    await waitFor('people work', async () => load.accepted.length > 2);
    const since = Date.now();
    await sh(`echo 'nonsense' >> ${settings}; kill -KILL $(systemctl show -P MainPID teachtrack-api@1)`);
    await watched.mailLike(/teachtrack-api@1\.service ended/, since);
    expect(await sh('journalctl --no-pager -o cat -u teachtrack-api@1')).toMatch(
      /The settings in \/etc\/teachtrack\/settings\.json cannot be used: .*"teachtrackctl drift"/,
    );
    const isGivenUp = async () => (await sh('systemctl is-active teachtrack-api@1.socket || true')) === 'failed';
    await waitFor('nobody waits for it any more', isGivenUp);
    const works = load.accepted.length;
    await waitFor('people work on', async () => load.accepted.length > works + 9);
    const { laptop } = watched.installed;
    const shown = await laptop.run(['drift', ...watched.to]);
    expect([shown.exitCode, shown.stdout]).toEqual([6, expect.stringContaining(settings)]);
    await laptop.must(['drift', ...watched.to, '--restore', settings]);
    // What was given up is another item, unless it was started again meanwhile.
    await waitFor('everything is as it was set up', async () => {
      const { items } = JSON.parse((await laptop.run(['drift', ...watched.to, '--json'])).stdout) as Drift;
      for (const { id } of items) await laptop.run(['drift', ...watched.to, '--restore', id]);
      return items.length === 0;
    });
    await watched.healthy();
    const { failed, accepted } = await load.stop();
    console.log(`settings spoilt: ${failed.length} refused, ${accepted.length} accepted`);
    expect(unclear(failed)).toEqual([]);
    const isUp = await sh("systemctl is-active 'teachtrack-api@*'");
    expect(isUp.split('\n')).toEqual(['active', 'active', 'active', 'active']);
    expect(await watched.kept(accepted)).toEqual([`kept ${accepted.length} of ${accepted.length}`, 'done twice 0']);
  });

  test('other programs take every core: nothing is taken for hung, people sign in and work, and no job is done twice', async () => {
    const before = await restarts();
    await sh(
      "systemd-run --quiet --unit=greedy sh -c 'for one in 1 2 3 4 5 6 7 8; do while :; do :; done & done; wait'",
    );
    const load = await watched.begin();
    await waitFor('people work', async () => load.accepted.length > 20);
    const wrong = await teacher().api('/auth/login', { body: { name: 'nobody', password: 'wrong password' } });
    expect(wrong).toMatchObject({ status: 401, body: { code: 'sign-in-failed' } });
    expect((await watched.ctl('health')).exitCode).toBe(0);
    const { failed, accepted } = await load.stop();
    await sh('systemctl stop greedy');
    expect(failed).toEqual([]);
    expect(await restarts()).toBe(before);
    expect(await watched.kept(accepted)).toEqual([`kept ${accepted.length} of ${accepted.length}`, 'done twice 0']);
  });

  test('a program floods the log while the logs are rotated: people work on, and the log keeps to its size', async () => {
    const before = await restarts();
    const log = '/var/log/nginx/teachtrack-access.log';
    const load = await watched.begin();
    const line = 'x'.repeat(900);
    await sh(`systemd-run --quiet --unit=flood sh -c 'timeout 40 yes ${line}'`);
    await sh('logrotate --force /etc/logrotate.d/nginx');
    await waitFor('what is asked now is in the new file', async () => Number(await sh(`stat -c %s ${log}`)) > 0);
    // The log tells what it left out once half a minute is over.
    await waitFor('the flood is over', async () => (await sh('systemctl is-active flood || true')) !== 'active');
    const { failed, accepted } = await load.stop();
    expect(failed).toEqual([]);
    expect(await sh('journalctl --no-pager -o cat -u systemd-journald')).toMatch(
      /Suppressed \d+ messages from flood\.service/,
    );
    expect(Number(await sh('du -sm /var/log | cut -f 1'))).toBeLessThan(1_000);
    expect(await restarts()).toBe(before);
    expect(await watched.kept(accepted)).toEqual([`kept ${accepted.length} of ${accepted.length}`, 'done twice 0']);
  });

  test('the file of its queue cannot be mended: it is set aside, the queue begins anew, and every job is done', async () => {
    const queue = 'redis-server@teachtrack-queue';
    const load = await watched.begin();
    await waitFor('people work', async () => load.accepted.length > 4);
    await sh(`systemctl stop ${queue}; cd /var/lib/redis/teachtrack-queue
      for file in appendonlydir/*.base.rdb; do head -c 89 /dev/urandom > $file; done
      systemctl start ${queue}`);
    const works = load.accepted.length;
    await waitFor('people work', async () => load.accepted.length > works + 4);
    const { failed, accepted } = await load.stop();
    expect(unclear(failed)).toEqual([]);
    expect((await sh('ls /var/lib/redis/teachtrack-queue')).split('\n')).toEqual(
      expect.arrayContaining(['appendonlydir', 'damaged']),
    );
    expect(await watched.kept(accepted)).toEqual([`kept ${accepted.length} of ${accepted.length}`, 'done twice 0']);
    await watched.healthy();
  });

  test('its disk has a fault and can only be read: somebody is told at once, people are refused clearly, and a restart brings back all that was saved', async () => {
    const load = await watched.begin();
    await waitFor('people work', async () => load.accepted.length > 4);
    const since = Date.now();
    await sh('mount -o remount,abort / || true');
    const { afterMs } = await watched.mailLike(/The disk of \/ can only be read/, since);
    console.log(`disk read-only: told after ${(afterMs / 1000).toFixed(1)} s`);
    const failures = load.failed.length;
    await waitFor('people have asked for a while', async () => load.failed.length > failures + 9);
    const { failed, accepted } = await load.stop();
    expect(unclear(failed)).toEqual([]);
    const { server } = watched.installed;
    await server.powerCut();
    await server.boot();
    await watched.healthy();
    expect(await watched.kept(accepted)).toEqual([`kept ${accepted.length} of ${accepted.length}`, 'done twice 0']);
  });
});
