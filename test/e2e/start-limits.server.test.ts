import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { waitFor } from './wait-for.ts';
import { WatchedServer } from './years/watched-server.ts';

/** Settings in which a line is that the service does not take: nothing heals that, and people do it. */
const spoilt = {
  'mariadb.service': '/etc/mysql/mariadb.conf.d/99-by-hand.cnf',
  'redis-server@teachtrack-queue.service': '/etc/redis/redis-teachtrack-queue.conf',
  'nginx.service': '/etc/teachtrack/nginx/nginx.conf',
  'teachtrack-api@1.service': '/etc/teachtrack/settings.json',
};
const services = Object.keys(spoilt);
const files = Object.values(spoilt).join(' ');
/** MariaDB reads over a line that belongs to no part of its settings. */
const line = '\\n[mysqld]\\nnonsense = nonsense\\n';

let watched: WatchedServer;

const sh = (text: string) => watched.sh(text);

/** Minutes: `npm run drills` runs it. */
describe.runIf(process.env['TEACHTRACK_DRILLS'] === 'all')('services that systemd gives up', () => {
  beforeAll(async () => {
    watched = await WatchedServer.start(1);
    await watched.tellByMail();
  });
  afterAll(async () => {
    await watched?.stop();
  });

  const state = async (name: string) =>
    JSON.parse(await sh(`cat /var/lib/teachtrack/state/${name}.json`)) as {
      readonly ok: boolean | null;
      readonly units: readonly { readonly unit: string; readonly tries: number }[];
      readonly active: readonly { readonly rule: string; readonly urgent: boolean }[];
    };
  const told = async () => (await state('alerts')).active.filter(({ rule }) => rule === 'fallen');

  test('at the start of the server are told as urgent, tried again, and come up by themselves when the cause is gone', async () => {
    const { server } = watched.installed;
    await sh(
      `for file in ${files}; do if [ -e $file ]; then cp -p $file $file.kept; fi; printf '${line}' >> $file; done`,
    );
    const [boot, since] = [server.bootId(), Date.now()];
    await server.exec(['systemctl', 'reboot']);
    // Not when all is up, as it usually is waited for: that it is not.
    await waitFor('all that cannot start is known and was tried again', async () => {
      if (server.bootId() === boot) return false;
      const { units } = await state('fallen');
      return services.every((service) => units.some(({ unit, tries }) => unit === service && tries > 0));
    });
    await watched.mailLike(/A service does not come up/, since);
    expect(await told()).toEqual([expect.objectContaining({ urgent: true })]);
    await sh(`for file in ${files}; do if [ -e $file.kept ]; then mv $file.kept $file; else rm $file; fi; done`);
    await waitFor('it is said that it is over', async () => (await state('fallen')).ok === true);
    await watched.healthy();
    expect((await watched.admin.api('/me')).status).toBe(200);
    await waitFor('nothing of it is told any more', async () => (await told()).length === 0);
    expect(await sh('systemctl --failed --plain --no-legend')).toBe('');
    const again = await watched.installed.laptop.run(['drift', ...watched.to]);
    expect({ exitCode: again.exitCode, said: again.stdout }).toMatchObject({ exitCode: 0 });
    console.log(await sh("journalctl --no-pager -o short-monotonic -t node --grep 'try [0-9]+ of'"));
  });

  test('are started by a helper that may do little', async () => {
    const score = await sh('systemd-analyze security --no-pager teachtrack-revive.service | tail -n 1');
    console.log(score);
    expect(Number(/: ([\d.]+) /.exec(score)?.[1])).toBeLessThanOrEqual(1.5);
  });
});
