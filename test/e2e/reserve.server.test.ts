import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { waitFor } from './wait-for.ts';
import { unclear, WatchedServer } from './years/watched-server.ts';

let watched: WatchedServer;

const sh = (text: string) => watched.sh(text);

/** They fill disks and wait for the monitor: `npm run drills` runs them. */
describe.runIf(process.env['TEACHTRACK_DRILLS'] === 'all')('the emergency reserve', () => {
  beforeAll(async () => {
    watched = await WatchedServer.start(3);
  });
  afterAll(async () => {
    await watched?.stop();
  });

  test('lets people work on although the disk is full, and comes back when there is room; nothing is restarted or lost', async () => {
    await watched.tellByMail();
    const before = await restarts();
    const load = await watched.begin(2);
    const saved = async (what: string) => {
      const works = load.accepted.length;
      await waitFor(what, async () => load.accepted.length > works + 3);
    };
    const since = Date.now();
    await fillButForRoot('/');
    try {
      await waitFor('somebody is told', async () => load.failed.some((one) => one.includes('"code":"no-room"')));
      const { text } = await watched.mailLike(/The disk of \/ is \d+(\.\d)? % full/, since);
      expect(text).toMatch(/Give the emergency reserve back .* enough for about \d+ school days/);
      const began = Date.now();
      const asked = await watched.admin.api('/status/requests', { body: { action: 'reserve-free' } });
      expect(asked).toMatchObject({ status: 202, body: { action: 'reserve-free' } });
      await saved('people can save although nobody made room');
      console.log(`the reserve was given back: people saved again after ${((Date.now() - began) / 1000).toFixed(1)} s`);
      await watched.mailLike(/The emergency reserve is in use: admin gave 537 MB back/, since);
      expect(await watched.sql("SELECT COUNT(*) FROM audit WHERE action = 'request.reserve-free'")).toBe('1');
      expect((await watched.ctl('health', '--details')).stdout).toContain(
        'Emergency reserve: The emergency reserve is in use',
      );
    } finally {
      await watched.installed.server.freeDisk();
    }
    await saved('people save on');
    await waitFor('the reserve is there again', async () => (await watched.ctl('reserve')).exitCode === 0);
    await watched.mailLike(/WELL AGAIN: The emergency reserve/, since);
    const { failed, accepted } = await load.stop();
    expect(unclear(failed)).toEqual([]);
    expect(failed.filter((one) => one.startsWith('GET'))).toEqual([]);
    expect(await restarts()).toBe(before);
    expect(await watched.kept(accepted)).toEqual([`kept ${accepted.length} of ${accepted.length}`, 'done twice 0']);
    await watched.healthy();
  });
});

const restarts = () =>
  sh('systemctl show -P NRestarts mariadb redis-server@teachtrack-queue nginx teachtrack-api@1 teachtrack-monitor');

/** What ext4 keeps for root alone is not filled by others, nor given to them. */
async function fillButForRoot(path: string): Promise<void> {
  const [free = 0, available = 0, block = 0] = (await sh(`stat -f -c '%f %a %S' ${path}`)).split(' ').map(Number);
  await watched.installed.server.fillDisk(Math.max(0, (free - available) * block - 16 * 1024 * 1024));
}
