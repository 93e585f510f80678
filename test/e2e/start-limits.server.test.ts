import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PracticeServer } from '../practice-server/practice-server.ts';
import { installedServer } from './installed-server.ts';
import { firstSignIn } from './journey.ts';
import type { LanClient } from './lan-client.ts';
import type { Laptop } from './laptop.ts';
import { waitFor } from './wait-for.ts';

/** Where services that see no homes see it. */
const inTheWay = '/etc/in-the-way';
const services = ['mariadb.service', 'redis-server@teachtrack-queue.service'];

let server: PracticeServer;
let laptop: Laptop;
let client: LanClient;

/** Minutes: `npm run drills` runs it. */
describe.runIf(process.env['TEACHTRACK_DRILLS'] === 'all')('services that systemd gives up', () => {
  beforeAll(async () => {
    const installed = await installedServer('small');
    ({ server, laptop } = installed);
    const place = { origin: `https://${server.address}`, ca: await server.mustExec('cat /etc/teachtrack/tls/ca.crt') };
    ({ client } = await firstSignIn(place, installed.firstSignIn));
    for (const service of services)
      await server.mustExec(
        `mkdir -p /etc/systemd/system/${service}.d && cat > /etc/systemd/system/${service}.d/zz-in-the-way.conf`,
        { stdin: `[Service]\nExecStartPre=/usr/bin/test ! -e ${inTheWay}\n` },
      );
    await server.mustExec('systemctl daemon-reload');
  });
  afterAll(async () => {
    laptop?.remove();
    await server?.stop();
  });

  const state = async (name: string) =>
    JSON.parse(await server.mustExec(['cat', `/var/lib/teachtrack/state/${name}.json`])) as {
      readonly ok: boolean | null;
      readonly units: readonly { readonly unit: string; readonly tries: number }[];
      readonly active: readonly { readonly rule: string; readonly urgent: boolean }[];
    };
  const fallen = async () => (await state('fallen').catch(() => undefined))?.units ?? [];
  const healthy = async () => (await server.exec(['teachtrackctl', 'health'])).exitCode === 0;

  test('at the start of the server are told as urgent, and come up by themselves when the cause is gone', async () => {
    await server.mustExec(['touch', inTheWay]);
    const boot = server.bootId();
    await server.exec(['systemctl', 'reboot']);
    await server.rebooted(boot);
    await waitFor('all that cannot start is known and was tried again', async () => {
      const known = await fallen();
      return services.every((service) => known.some(({ unit, tries }) => unit === service && tries > 0));
    });
    await waitFor('people are told', async () =>
      (await state('alerts')).active.some(({ rule, urgent }) => rule === 'fallen' && urgent),
    );
    await server.mustExec(['rm', inTheWay]);
    await waitFor('all is well', healthy);
    expect((await client.api('/me')).status).toBe(200);
    await waitFor('it is said that it is over', async () => (await state('fallen')).ok === true);
    await waitFor(
      'nothing is wrong any more',
      async () => !(await state('alerts')).active.some(({ rule }) => rule === 'fallen'),
    );
    expect(await server.mustExec('systemctl --failed --plain --no-legend')).toBe('');
  });

  test('and the helper that starts them may do little', async () => {
    const score = await server.mustExec('systemd-analyze security --no-pager teachtrack-revive.service | tail -n 1');
    console.log(score);
    expect(Number(/: ([\d.]+) /.exec(score)?.[1])).toBeLessThan(4);
  });
});
