import { afterAll, beforeAll, expect, test } from 'vitest';
import type { BuiltBundle } from '../../installer/bundle/build.ts';
import type { JournalEntry } from '../../installer/contract/events.ts';
import { type PracticeServer, startPracticeServer } from '../practice-server/practice-server.ts';
import { broughtAll } from './brought-packages.ts';
import { builtBundle } from './built-bundle.ts';
import { handedOver } from './first-sign-in.ts';
import { firstSignIn, makeScheme, makeTeacher } from './journey.ts';
import { LanClient } from './lan-client.ts';
import { jsonLines, Laptop } from './laptop.ts';

const laptop = new Laptop();
let server: PracticeServer;
let bundle: BuiltBundle;

beforeAll(async () => {
  const [built, started] = await Promise.all([
    builtBundle(),
    startPracticeServer({
      ...{ suite: 'trixie', cores: 8, memoryMiB: 16_384, disk: 'ssd', diskSizeGiB: 256, linkSpeedMbps: 1_000 },
      ...{ ipv6Only: true, noexecTmp: true, hostname: 'Müller_Schule 7', sshPort: 2222, banner: 'noisy' },
    }),
  ]);
  bundle = built;
  server = started;
});
afterAll(async () => {
  laptop.remove();
  await server?.stop();
});

test('Debian 13 for 500 teachers, on IPv6 alone, with an odd name and a /tmp that runs nothing, is installed and used', async () => {
  const to = laptop.to(server, 'nopass');
  const installed = await laptop.must(['install', ...to, '--bundle', bundle.path, '--yes', '--json']);
  const checks = jsonLines<JournalEntry>(installed.stdout, 'seq').flatMap(({ event }) =>
    event.kind === 'verified' ? event.checks : [],
  );
  expect(checks.filter(({ ok }) => !ok)).toEqual([]);
  expect(await server.mustExec(['mariadb', '--batch', '--skip-column-names', '--execute', 'SELECT VERSION()'])).toMatch(
    /^11\.8/,
  );
  await broughtAll(server, bundle, 'trixie');
  const [end] = jsonLines<{ origins: readonly string[] }>(installed.stdout, 'firstSignIn');
  expect(end?.origins).toContain(`https://[${server.address}]`);
  const { body: ca } = await new LanClient(`http://[${server.address}]`).call<string>('/ca.crt');
  const place = { origin: `https://[${server.address}]`, ca };
  const admin = await firstSignIn(place, handedOver(installed));
  const teacher = await firstSignIn(place, await makeTeacher(admin.client, { code: 'RIVER', name: 'Riverside' }));
  expect((await makeScheme(teacher.client)).rows.length).toBeGreaterThan(10);
  const again = await laptop.must(['install', ...to, '--bundle', bundle.path, '--yes']);
  expect(again.stdout).toContain('Nothing to do');
});
