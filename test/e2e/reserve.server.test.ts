import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { waitFor } from './wait-for.ts';
import { unclear, WatchedServer } from './years/watched-server.ts';

let watched: WatchedServer;

const sh = (text: string) => watched.sh(text);
const reserve = '/var/lib/teachtrack/emergency-reserve';

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
    await watched.fillButForRoot('/');
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

  test('lies on a volume of the database’s own as well, and what people write there goes on with it', async () => {
    await givenAVolume('/var/lib/mysql', 3);
    const own = '/var/lib/mysql/teachtrack-emergency-reserve';
    expect((await watched.ctl('reserve', 'keep')).exitCode).toBe(0);
    expect(await sh(`stat -c '%n %s %a %U' ${own} ${reserve}`)).toBe(
      `${own} ${384 * 1024 * 1024} 600 root\n${reserve} ${512 * 1024 * 1024} 600 root`,
    );
    const before = await restarts();
    const load = await watched.begin(2);
    const ballast = '/var/lib/mysql/ballast';
    await sh(`fallocate -l $(($(stat -f -c '%a * %S' /var/lib/mysql) - 16 * 1024 * 1024)) ${ballast}`);
    await waitFor('somebody is told', async () => load.failed.some((one) => one.includes('"code":"no-room"')));
    const { laptop } = watched.installed;
    const { stdout } = await laptop.must(['reserve', 'free', ...watched.to, '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, givenBack: { bytes: 384 * 1024 * 1024 } });
    expect(await sh(`ls ${reserve}`)).toBe(reserve);
    const works = load.accepted.length;
    await waitFor('people can save', async () => load.accepted.length > works + 3);
    await sh(`rm ${ballast}`);
    await waitFor(
      'the reserve is there again',
      async () => (await laptop.run(['reserve', 'show', ...watched.to])).exitCode === 0,
    );
    const { failed, accepted } = await load.stop();
    expect(unclear(failed)).toEqual([]);
    expect(failed.filter((one) => one.startsWith('GET'))).toEqual([]);
    expect(await restarts()).toBe(before);
    expect(await watched.kept(accepted)).toEqual([`kept ${accepted.length} of ${accepted.length}`, 'done twice 0']);
  });
});

/** Moves a folder of a service onto a small disk of its own, as somebody may have planned it. */
async function givenAVolume(folder: string, sizeGiB: number): Promise<void> {
  const image = join(watched.installed.laptop.folder, 'volume.img');
  const run = promisify(execFile);
  await run('truncate', ['-s', `${sizeGiB}G`, image]);
  await run('mkfs.ext4', ['-q', '-m', '0', image]);
  const { stdout } = await run('losetup', ['--find', '--show', image]);
  const loop = stdout.trim();
  try {
    await sh(`set -e
      mknod /dev/volume b 7 ${loop.replace('/dev/loop', '')}
      systemctl stop teachtrack.target mariadb
      mount /dev/volume /mnt && cp -a ${folder}/. /mnt/ && rmdir /mnt/lost+found && umount /mnt && mount /dev/volume ${folder}
      systemctl start mariadb teachtrack.target`);
  } finally {
    await run('losetup', ['--detach', loop]);
  }
  await watched.healthy();
}

const restarts = () =>
  sh('systemctl show -P NRestarts mariadb redis-server@teachtrack-queue nginx teachtrack-api@1 teachtrack-monitor');
