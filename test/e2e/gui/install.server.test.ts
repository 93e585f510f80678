import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type PracticeServer, startPracticeServer } from '../../practice-server/practice-server.ts';
import { builtBundle } from '../built-bundle.ts';
import { firstSignIn } from '../journey.ts';
import { LanClient } from '../lan-client.ts';
import { type Gui, heading, looked, openGui, press, signIn, toSignIn } from './gui.ts';

/** One server from the first click to the last, with everything that may happen on the way. */
let server: PracticeServer;
let gui: Gui;
let page: Page;
const wait = { timeout: 300_000 };
const runMs = 1_200_000;
const part = (name: string) => page.getByRole('link', { name: new RegExp(`^${name}`) });
const stop = (window: Page) => window.getByRole('button', { name: 'Stop', exact: true });

beforeAll(async () => {
  const [{ path }, started] = await Promise.all([builtBundle(), startPracticeServer()]);
  server = started;
  gui = await openGui(path);
  page = gui.page;
});
afterAll(async () => {
  await gui?.close();
  await server?.stop();
});

test('connect and check: a person compares the fingerprint, signs in, and reads what the server is good for', async () => {
  await press(page, 'Begin');
  await toSignIn(page, server);
  await signIn(page, server, 'anna');
  await heading(page, 'Connected');
  await press(page, 'Look at the server');
  await page.getByText('Ready to install for 2,000 teachers at once').waitFor(wait);
  await looked(page, 'check');
});

test('configure: an answer that is not valid is refused where it stands, a good one is kept', async () => {
  await press(page, 'Configure');
  // Three processes to start, and not twenty.
  await page.getByRole('button', { name: 'Change: Teachers at once' }).click();
  await page.getByLabel('150 teachers').check();
  await press(page, 'Save');
  await page.getByRole('radiogroup').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Change: Names' }).click();
  await page.getByRole('textbox', { name: 'Names' }).fill('-not-a-name-');
  await press(page, 'Save');
  await page.getByText('is not a name that a browser could open').waitFor();
  await looked(page, 'configure-refused');
  await page.getByRole('textbox', { name: 'Names' }).fill('plans.hill.example');
  await press(page, 'Save');
  await page.getByRole('button', { name: 'Change: Names' }).waitFor();
  // The row, not the field: that one is still there for a moment.
  await page
    .locator('span')
    .filter({ hasText: /^plans\.hill\.example$/ })
    .waitFor();
  await page.getByRole('button', { name: 'Change: Name that teachers see' }).click();
  await page.getByRole('textbox', { name: 'Name that teachers see' }).fill('Hill Road District');
  await press(page, 'Save');
  await page.getByRole('button', { name: 'Change: Name that teachers see' }).waitFor();
  await page.getByText('Hill Road District', { exact: true }).waitFor();
  const download = page.waitForEvent('download');
  await press(page, 'Save the answers');
  expect(readFileSync(await (await download).path(), 'utf8')).toContain('displayName: Hill Road District');
});

test('plan: every change can be read before it is made, with the differences of files', async () => {
  await press(page, 'Make the plan');
  await heading(page, 'What would be changed', 600_000);
  await looked(page, 'plan');
  await page.getByText('Configuration of the web server').first().click();
  await page.getByText('/etc/teachtrack/nginx/nginx.conf').first().waitFor();
  expect(await server.exec(['test', '-e', '/etc/teachtrack'])).toMatchObject({ exitCode: 1 });
});

test('install: shown as the server does it, over a broken line, a reloaded window, a second one and a new program', async () => {
  await press(page, 'Install now');
  await page.getByRole('dialog').waitFor();
  await looked(page, 'plan-agree');
  // A run waits for whoever uses the package manager: it is under way until all of this has happened, however long it takes.
  const hold = `import fcntl, time; held = open('/var/lib/dpkg/lock-frontend', 'w'); fcntl.lockf(held, fcntl.LOCK_EX)
open('/run/holds', 'w').close(); time.sleep(3600)`;
  await server.mustExec(['systemd-run', '--quiet', '--unit=somebody-else', 'python3', '-c', hold]);
  await server.mustExec('until [ -e /run/holds ]; do sleep 0.1; done');
  await press(page, 'Install');
  await heading(page, 'Installing');
  await page
    .getByText(/Waiting for the package manager: /)
    .first()
    .waitFor(wait);
  await looked(page, 'install');

  const second = await gui.another();
  await second.getByText('Another window is in charge').waitFor();
  await second.getByRole('button', { name: `Go on with ${server.address}` }).click();
  await heading(second, 'Installing');
  expect(await stop(second).isDisabled()).toBe(true);
  await looked(second, 'install-watching');
  await press(second, 'Take over');
  await page.getByText('Another window is in charge').waitFor();
  expect(await stop(page).isDisabled()).toBe(true);
  await expect.poll(() => stop(second).isEnabled(), { timeout: 300_000 }).toBe(true);

  await server.mustExec(
    "systemctl stop ssh.socket 2>/dev/null; systemctl stop ssh; pkill -KILL -f '[s]shd: anna' || true",
  );
  await page.getByText('The line to the server broke.').waitFor(wait);
  await looked(page, 'install-line-broken');
  await server.mustExec('systemctl start ssh');
  await page.getByText('The line to the server broke.').waitFor({ state: 'hidden', ...wait });

  await page.reload();
  await heading(page, 'Installing');
  await second.close();

  await gui.dieAndStart();
  await page.getByText('The program behind this window does not answer.').waitFor(wait);
  await page.goto(gui.url);
  await press(page, `Connect to ${server.address}`);
  await press(page, 'Find it');
  await signIn(page, server, 'anna');
  await heading(page, 'Connected');
  await page.getByRole('link', { name: 'This server' }).click();
  await press(page, 'Watch it');
  await heading(page, 'Installing');
  await page.getByText('Everything the server said').click();
  await page.getByRole('region', { name: 'Log of the run' }).waitFor();
  await server.mustExec('systemctl stop somebody-else');
  await page
    .getByText(/steps are done/)
    .first()
    .waitFor(wait);
  await heading(page, 'Installed', runMs);
  await looked(page, 'install-done');
});

test('verify and hand over: what was proven, and a sign-in that is gone once it was acknowledged', async () => {
  await press(page, 'See what was verified');
  await heading(page, /^It works/, 300_000);
  await looked(page, 'verify');
  await press(page, 'Hand over');
  await heading(page, 'Hand over');
  await press(page, 'Show the first sign-in');
  const password = await page
    .locator('code')
    .filter({ hasText: /^[a-z2-9]{5}(-[a-z2-9]{5}){3}$/ })
    .innerText();
  await page.getByLabel('I have written it down or handed it over').check();
  await press(page, 'Remove it for ever');
  await page.getByText('The first sign-in was handed over and removed.').waitFor(wait);
  expect(await page.innerText('body')).not.toContain(password);
  await looked(page, 'hand-over');
  const download = page.waitForEvent('download');
  await press(page, 'Save teachtrack-ca.crt');
  const ca = readFileSync(await (await download).path(), 'utf8');
  expect(ca).toContain('BEGIN CERTIFICATE');
  const admin = await firstSignIn({ origin: `https://${server.address}`, ca }, { userName: 'admin', password });
  expect((await admin.client.api('/schools')).status).toBe(200);
});

test('look after it: a change by hand is put back, a backup made, the certificate renewed, the support bundle read', async () => {
  await press(page, 'To this server');
  await page.getByText('All is well').first().waitFor(wait);
  await part('Changes by hand').waitFor(wait);
  await looked(page, 'manage');

  await server.mustExec('echo "# somebody was here" >>/etc/teachtrack/nginx/nginx.conf');
  await part('Changes by hand').click();
  const putBack = page.getByRole('button', { name: /^Put ours back: / });
  await putBack.waitFor(wait);
  await page.getByText('See the difference').click();
  await page.getByText('+# somebody was here').waitFor();
  await looked(page, 'drift');
  await putBack.click();
  await page.getByRole('dialog').getByRole('button', { name: 'Put ours back' }).click();
  await heading(page, 'Put back', runMs);
  expect(await server.mustExec('cat /etc/teachtrack/nginx/nginx.conf')).not.toContain('somebody was here');

  await page.getByRole('link', { name: 'This server' }).click();
  await part('Backups').click();
  await press(page, 'Back up now');
  await page.getByText(/\.ttbackup is made: /).waitFor(wait);
  await press(page, 'Show the key');
  const key = await page.getByRole('region', { name: 'Key of the backups' }).locator('pre').innerText();
  await page.getByLabel('The key as you wrote it down').fill(key);
  await press(page, 'That is what I wrote down');
  await page.getByText('Somebody has confirmed that it is written down.').waitFor(wait);
  await looked(page, 'backups');

  await page.getByRole('link', { name: 'This server' }).click();
  await part('Certificate').click();
  const fingerprint = page.locator('code').filter({ hasText: /^([0-9A-F]{2}:){31}/ });
  const before = await fingerprint.innerText(wait);
  await press(page, 'Make a new one now');
  await page.getByRole('dialog').getByRole('button', { name: 'Make a new one now' }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden', ...wait });
  await expect.poll(() => fingerprint.innerText(), { timeout: 300_000 }).not.toBe(before);

  await page.getByRole('link', { name: 'This server' }).click();
  await part('Support bundle').click();
  await press(page, 'Collect it');
  const download = page.waitForEvent('download', wait);
  await page.getByRole('button', { name: 'Save it' }).click(wait);
  expect(readFileSync(await (await download).path()).subarray(0, 2)).toEqual(Buffer.from([0x1f, 0x8b]));
  await looked(page, 'support');

  await page.getByRole('link', { name: 'This server' }).click();
  await part('Ready for teachers').click();
  await page.getByText(/of \d+ points are met/).waitFor(wait);
  await looked(page, 'go-live');

  await page.getByRole('link', { name: 'This server' }).click();
  await part('Secrets').click();
  await press(page, 'See what would be done');
  await page.getByText('The old password opens nothing any more').waitFor(wait);
  await looked(page, 'secrets');
});

test('repair: an installation that lost a file is repaired, and a step that failed is tried again', async () => {
  await page.getByRole('link', { name: 'This server' }).click();
  await server.mustExec('rm /etc/teachtrack/nginx/nginx.conf');
  await press(page, 'Repair: make a plan');
  await heading(page, 'What would be changed', 600_000);
  // Looks the same to whoever only reads, and cannot be written to.
  await server.mustExec(
    'mount --bind /etc/teachtrack/nginx /etc/teachtrack/nginx && mount -o remount,ro,bind /etc/teachtrack/nginx',
  );
  await press(page, 'Install now');
  await press(page, 'Install');
  await heading(page, 'The installation stopped at a step', runMs);
  await looked(page, 'install-failed');
  await server.mustExec('umount /etc/teachtrack/nginx');
  await press(page, 'Try again from this step');
  await heading(page, 'Installed', runMs);
  await new LanClient(`http://${server.address}`).call('/');
});

test('remove: nothing before the address was typed', async () => {
  await page.getByRole('link', { name: 'This server' }).click();
  await press(page, 'See what removing would do');
  await looked(page, 'remove-choice');
  await page.getByRole('radio', { name: /^Remove it for ever/ }).check();
  await press(page, 'See what would be done');
  await page.getByRole('button', { name: 'Remove', exact: true }).click(wait);
  const agree = page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true });
  expect(await agree.isDisabled()).toBe(true);
  await page.getByLabel(`Type ${server.address} to go on`).fill(server.address);
  await looked(page, 'remove-agree');
  await agree.click();
  await heading(page, 'Removed', runMs);
  await looked(page, 'removed');
  expect(await server.mustExec('ls -d /var/lib/mysql /var/lib/teachtrack /etc/teachtrack 2>/dev/null || true')).toBe(
    '',
  );
});
