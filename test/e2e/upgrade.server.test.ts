import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { BuiltBundle } from '../../installer/bundle/build.ts';
import type { JournalEntry, Plan } from '../../installer/contract/events.ts';
import type { PreparedBack } from '../../installer/session/upgrade-server.ts';
import type { PracticeServer } from '../practice-server/practice-server.ts';
import type { Finished } from './command.ts';
import { EngineOnServer } from './engine-on-server.ts';
import { freshConnection, type Gui, heading, looked, openAt, openGui, press } from './gui/gui.ts';
import { installedServer } from './installed-server.ts';
import { firstSignIn, makeTeacher, type Place } from './journey.ts';
import { LanClient } from './lan-client.ts';
import { jsonLines, type Laptop } from './laptop.ts';
import { otherRelease, relabelled } from './other-release.ts';
import { type Load, steadyLoad } from './steady-load.ts';
import { waitFor } from './wait-for.ts';

const suites = ['bookworm'];
let server: PracticeServer;
let laptop: Laptop;
let first: BuiltBundle;
let next: BuiltBundle;
let teachers: readonly LanClient[];
/** Opened by the first test that clicks. */
let gui: Gui;
const aRun = { timeout: 1_200_000 };

beforeAll(async () => {
  const installed = await installedServer('small');
  ({ server, laptop, bundle: first } = installed);
  next = await otherRelease({ version: '0.2.0', programs: { migrate: 'test/e2e/releases/migrates.ts' }, suites });
  const { body: ca } = await new LanClient(`http://${server.address}`).call<string>('/ca.crt');
  const place: Place = { origin: `https://${server.address}`, ca };
  const { client: admin } = await firstSignIn(place, installed.firstSignIn);
  const made: LanClient[] = [];
  for (const number of [1, 2, 3, 4]) {
    const teacher = await makeTeacher(admin, { code: `HILL${number}`, name: `Hill ${number}` });
    made.push((await firstSignIn(place, teacher)).client);
  }
  teachers = made;
});
afterAll(async () => {
  await gui?.close();
  laptop?.remove();
  await server?.stop();
});

const upgrade = (bundle: string, ...flags: readonly string[]) =>
  laptop.run(['upgrade', ...laptop.to(server), '--bundle', bundle, ...flags]);

/** Exit code and what was said of it, without the breaks of its lines. */
const told = ({ exitCode, stdout, stderr }: Finished) => `${exitCode} ${stderr} ${stdout}`.replace(/\s+/g, ' ');

const version = () => server.mustExec(['teachtrackctl', 'version']);
const healthy = async () => (await server.exec(['teachtrackctl', 'health'])).exitCode === 0;
const state = async () => JSON.parse(await server.mustExec('cat /var/lib/teachtrack/state/upgrade.json')) as object;
const sql = (text: string) =>
  server.mustExec(['mariadb', '--batch', '--skip-column-names', 'teachtrack', '--execute', text]);

/** A load that no limit of the web server is meant for: a few requests a second of each teacher. */
const begin = (): Promise<Load> => steadyLoad(teachers, { pauseMs: 200, postEvery: 12 });

/** Another bundle than the one the window was opened with. */
async function useBundle(path: string): Promise<void> {
  await gui.page.getByText('Use another bundle').click();
  await gui.page.getByLabel('Folder of the bundle').fill(path);
  await press(gui.page, 'Use this folder');
}

test('a skipped version is refused by the name of the one needed, and an older one, before anything is sent', async () => {
  const skipping = await upgrade(await relabelled(next, { version: '0.4.0', upgradesFrom: '0.3.0' }), '--yes');
  expect(told(skipping)).toMatch(/^3 .*Upgrade to 0\.3\.0 first, then to 0\.4\.0/);
  const older = await upgrade(await relabelled(next, { version: '0.0.9', upgradesFrom: '0.0.1' }), '--yes');
  expect(told(older)).toMatch(/^3 .*which is older/);
  expect(await server.mustExec('ls /var/lib/teachtrack/staging')).toBe('0.1.0');
});

test('a release that starts and answers 500 is found out before any teacher meets it, and goes by itself', async () => {
  const wrong = await otherRelease({ version: '0.1.2', programs: { api: 'test/e2e/releases/answers-500.ts' }, suites });
  gui = await openGui(wrong.path);
  const { page } = gui;
  await freshConnection(gui, server);
  await openAt(page, gui.url, '/c/c1/manage/upgrade');
  await page.getByText('Version 0.1.2 can be put on this server.').waitFor();
  const load = await begin();
  await press(page, 'See what would be done');
  await page.getByText('0.1.0 stays on the server to go back to').waitFor(aRun);
  await page.getByRole('button', { name: 'Upgrade now' }).click(aRun);
  await page.getByRole('dialog').getByRole('button', { name: 'Upgrade', exact: true }).click();
  await heading(page, 'Upgrading', aRun.timeout);
  await heading(page, 'The upgrade did not work, and version 0.1.0 serves again', aRun.timeout);
  const { failed, gets, posts } = await load.stop();
  await page.getByText('The gate that failed: Trial of the new release').waitFor();
  await page.getByText('Release 0.1.2 is up, but a teacher could not work').first().waitFor();
  await looked(page, 'upgrade-went-back');
  expect({ failed, version: await version() }).toEqual({ failed: [], version: '0.1.0' });
  expect(Math.min(gets, posts)).toBeGreaterThan(0);
  expect(await state()).toMatchObject({ ok: false, from: '0.1.0', to: '0.1.2', wayBack: null });
});

test('killed, then cut off from power, an upgrade goes on by itself; its failed migration brings the database back', async () => {
  const broken = await otherRelease({
    ...{ version: '0.1.1', programs: { migrate: 'test/e2e/releases/fails-to-migrate.ts' }, suites },
  });
  const shown = await upgrade(broken.path, '--json');
  const plan = jsonLines<{ plan: Plan }>(shown.stdout, 'plan')[0]?.plan as Plan;
  expect(plan.upgrade).toEqual({ direction: 'forward', from: '0.1.0', to: '0.1.1', breaking: ['9000-broken'] });
  const engine = new EngineOnServer(server, '0.1.1');
  const run = await engine.start(plan, { step: 'release/placed', place: 'mid-apply', afterMs: 100 });
  const kinds = async (kind: string) => (await engine.journal(run)).filter(({ event }) => event.kind === kind);
  await waitFor('the run is taken up after the kill', async () => (await kinds('run-resumed')).length > 0);
  await waitFor('it goes back', async () =>
    (await kinds('step-started')).some(({ event }) => 'step' in event && event.step === 'upgrade/database'),
  );
  await server.powerCut();
  await server.boot();
  await waitFor('the earlier release is back', async () =>
    /0\.1\.1 did not work, and 0\.1\.0 serves/.test(JSON.stringify(await state())),
  );
  expect((await engine.journal(run)).at(-1)?.event).toMatchObject({ kind: 'run-finished', outcome: 'failed' });
  expect((await kinds('run-resumed')).length).toBeGreaterThan(1);
  const [failed] = await kinds('step-failed');
  expect(failed?.event).toMatchObject({ step: 'appliance/migrated', code: 'TT-MIGRATE-01' });
  expect(JSON.stringify(failed)).toContain('9000-broken 3/3 failed');
  const left = `SELECT COUNT(*) FROM information_schema.columns WHERE table_schema = 'teachtrack' AND (table_name = 'half_done' OR column_name = 'half_done')`;
  expect({ left: await sql(left), version: await version() }).toEqual({ left: '0', version: '0.1.0' });
  expect(Number(await sql("SELECT COUNT(*) FROM school WHERE code LIKE 'HILL%'"))).toBe(teachers.length);
  await waitFor('everything is well', healthy);
});

test('an upgrade by clicking, under load, fails no request, and the jobs of both releases are done', async () => {
  const nginx = () => server.mustExec('dpkg-query -W nginx | cut -f 2');
  const offered = await nginx();
  const asVersion = (text: string) =>
    server.mustExec(`sed -i '/^Package: nginx$/,/^$/ s/^Version: .*/Version: ${text}/' /var/lib/dpkg/status`);
  await asVersion('1.0-1');
  const { page } = gui;
  await openAt(page, gui.url, '/c/c1/manage/upgrade');
  await useBundle(next.path);
  await page.getByText('Version 0.2.0 can be put on this server.').waitFor();
  const load = await begin();
  await press(page, 'See what would be done');
  // Newer packages of the system come last: they do not go back.
  await page
    .getByText(`brought up to date at the end, when the new release is proven: nginx ${offered}.`)
    .waitFor(aRun);
  await page.getByRole('button', { name: 'Upgrade now' }).click(aRun);
  await page.getByRole('dialog').getByRole('button', { name: 'Upgrade', exact: true }).click();
  await heading(page, 'Upgraded', aRun.timeout);
  const { failed, gets, posts } = await load.stop();
  await looked(page, 'upgraded');
  expect(failed).toEqual([]);
  expect(Math.min(gets, posts)).toBeGreaterThan(5);
  expect(await nginx()).toBe(offered);
  const { stdout } = await laptop.must(['follow', ...laptop.to(server), '--json']);
  const checks = jsonLines<JournalEntry>(stdout, 'seq').flatMap(({ event }) =>
    event.kind === 'verified' ? event.checks : [],
  );
  expect(checks.length).toBeGreaterThan(3);
  expect(checks.filter(({ ok }) => !ok)).toEqual([]);
  await waitFor(
    'every job is done',
    async () => (await sql("SELECT COUNT(*) FROM job WHERE state <> 'completed'")) === '0',
  );
  expect(await sql('SELECT COUNT(*) FROM school_motto')).toBe('0');
  expect(await state()).toMatchObject({ ok: true, to: '0.2.0', wayBack: { to: '0.1.0', losesData: false } });
  const running = await server.mustExec('readlink /proc/$(systemctl show -P MainPID teachtrack-api@1)/exe');
  expect(running).toBe('/opt/teachtrack/releases/0.2.0/bin/node');
  expect((await upgrade(next.path, '--yes')).stdout).toContain('there is nothing to upgrade');
});

test('where what is in use cannot be kept, going back changes nothing, and everybody works on', async () => {
  const folder = '/var/lib/teachtrack/upgrade';
  // As after a migration that the earlier release cannot read: the database would be put back.
  const asBreaking = `sed -i 's/"breaking":\\[\\]/"breaking":["9001-test"]/' way-back.json`;
  const asHuge = `sed -i 's/"bytes":[0-9]*/"bytes":1000000000000000/' snapshots/*/snapshot.json`;
  await server.mustExec(`cd ${folder} && cp -r way-back.json snapshots /root && ${asBreaking} && ${asHuge}`);
  const back = () => laptop.run(['upgrade', ...laptop.to(server), '--back', '--yes']);
  expect(told(await back())).toMatch(/TT-FILE-01.* not enough space to go back: .* \+ what was written since/);
  // It looks well, and then the disk fills.
  const tiny = 'mkdir -p exports && mount -t tmpfs -o size=16k tiny exports';
  await server.mustExec(`cd ${folder} && cp -r /root/snapshots . && ${tiny}`);
  expect(told(await back())).toMatch(/TT-FILE-01.* was full before all that is in use was kept/);
  expect(await state()).toMatchObject({
    ok: false,
    summary: expect.stringContaining('Going back to 0.1.0 was not begun, and 0.2.0 serves on'),
    wayBack: { to: '0.1.0' },
  });
  await waitFor('everything is well', healthy);
  expect(await server.mustExec(`cd ${folder} && ls exports && umount exports && ls`)).not.toContain('under-way');
  await server.mustExec(`cp /root/way-back.json ${folder}`);
  expect(await version()).toBe('0.2.0');
});

test('going back by hand tells what was written since, keeps it, and leaves exactly the earlier release', async () => {
  const shown = await laptop.run(['upgrade', ...laptop.to(server), '--back', '--json']);
  const { preview } = jsonLines<Pick<PreparedBack, 'preview'>>(shown.stdout, 'preview')[0] as PreparedBack;
  expect(preview).toMatchObject({ from: '0.2.0', to: '0.1.0', losesData: false });
  expect(preview.written.find(({ table }) => table === 'scheme')?.rows).toBeGreaterThan(0);
  const schemes = await sql('SELECT COUNT(*) FROM scheme');
  await sql('UPDATE user SET updated_at = UTC_TIMESTAMP(3) ORDER BY id LIMIT 1');
  const { page } = gui;
  await openAt(page, gui.url, '/c/c1/manage/upgrade');
  await useBundle(next.path);
  await page.getByText('Version 0.2.0 is up to date').waitFor();
  await press(page, 'See what going back would do');
  await page.getByText('Going back from 0.2.0 to 0.1.0 loses nothing').waitFor(aRun);
  const download = page.waitForEvent('download');
  await press(page, 'Save what was written since');
  const kept = await (await download).path();
  const inIt = (...argv: readonly string[]) => execFileSync('tar', [...argv], { encoding: 'utf8', maxBuffer: 256e6 });
  expect(inIt('-tzf', kept)).toMatch(/scheme\.tsv[\s\S]*user\.tsv/);
  expect(inIt('-xzOf', kept, './user.tsv')).not.toMatch(/password_hash|argon2/);
  expect(await server.mustExec('ls /var/lib/teachtrack/upgrade/exports')).toBe('');
  const load = await begin();
  await page.getByRole('button', { name: 'Go back to 0.1.0' }).click(aRun);
  await page.getByLabel(`Type ${server.address} to go on`).fill(server.address);
  await page.getByRole('dialog').getByRole('button', { name: 'Go back to 0.1.0' }).click();
  await heading(page, 'Gone back', aRun.timeout);
  const { failed } = await load.stop();
  await looked(page, 'gone-back');
  expect({ failed, version: await version() }).toEqual({ failed: [], version: '0.1.0' });
  expect(Number(await sql('SELECT COUNT(*) FROM scheme'))).toBeGreaterThanOrEqual(Number(schemes));
  const again = await laptop.run(['upgrade', ...laptop.to(server), '--back', '--yes']);
  expect(told(again)).toMatch(/^3 .*no release to go back to/);
  const plan = await laptop.must(['plan', ...laptop.to(server), '--bundle', first.path]);
  expect(plan.stdout).toContain('Nothing to do');
  // A running server is not written to for it.
  expect(told(plan)).toMatch(/for a safe write .*, measured on \d{4}-\d\d-\d\d;/);
});
