import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type PracticeServer, startPracticeServer } from '../../practice-server/practice-server.ts';
import {
  freshConnection,
  freshSignIn,
  type Gui,
  heading,
  looked,
  openAt,
  openGui,
  press,
  signIn,
  toSignIn,
} from './gui.ts';

/** A weak server, and everything that can be wrong before an install: no bundle is needed for it. */
let server: PracticeServer;
let gui: Gui;
let page: Page;

beforeAll(async () => {
  const weak = { cores: 8, memoryMiB: 16_384, disk: 'ssd', linkSpeedMbps: 1_000 } as const;
  [server, gui] = await Promise.all([startPracticeServer(weak), openGui('/nowhere')]);
  page = gui.page;
});
afterAll(async () => {
  await gui?.close();
  await server?.stop();
});

test('a laptop that knows no server is told the way, and takes the token out of the address', async () => {
  await heading(page, 'Set up your first server');
  expect(page.url()).not.toContain('token');
  await looked(page, 'servers-none');
  await press(page, 'Begin');
  await heading(page, 'Where is the server?');
});

test.each([
  ['', 'Type the server’s address first.'],
  ['   ', 'Type the server’s address first.'],
  ['10.0.0.5:0', 'is not a number from 1 to 65535'],
  ['10.0.0.5:70000', 'is not a number from 1 to 65535'],
  ['学校の サーバー', 'is neither an IP address nor a DNS name'],
  ['x'.repeat(10_000), 'is neither an IP address nor a DNS name'],
])('the address “%.20s” is refused in words', async (address, said) => {
  await openAt(page, gui.url, '/connect');
  await page.getByLabel('Address of the server').fill(address);
  await press(page, 'Find it');
  await page.getByText(said).first().waitFor();
});

test('an address where nobody answers is told with causes', async () => {
  await openAt(page, gui.url, '/connect');
  await page.getByLabel('Address of the server').fill(`${server.address}:2`);
  await press(page, 'Find it');
  await page.getByText('The server refused the connection.').waitFor();
  await page.getByText('TT-SSH-02').waitFor();
  await looked(page, 'connect-refused');
});

test('the fingerprint is compared before anything is sent, and an address with a line break pasted is understood', async () => {
  await openAt(page, gui.url, '/connect');
  await page.getByLabel('Address of the server').fill(`${server.address}\n`);
  await press(page, 'Find it');
  await heading(page, 'Is this the right server?');
  await looked(page, 'connect-identity');
  expect(await page.getByRole('button', { name: 'Go on', exact: true }).isDisabled()).toBe(true);
  await press(page, 'Back');
  await toSignIn(page, server);
  await looked(page, 'connect-sign-in');
});

test('a wrong password is told once tried, and stands nowhere on the page', async () => {
  await freshSignIn(gui, server);
  await signIn(page, server, 'anna', 'not-the-password');
  await page.getByText('The server did not accept the sign-in.').waitFor();
  await looked(page, 'connect-wrong-password');
  expect(await page.innerText('body')).not.toContain('not-the-password');
});

test('a user without sudo is told who could help', async () => {
  await freshSignIn(gui, server);
  await signIn(page, server, 'plain');
  await heading(page, 'This user may not administer the server');
  await looked(page, 'connect-no-sudo');
  await press(page, 'Sign in as another user');
  await heading(page, 'Where is the server?');
  await press(page, 'Find it');
  await heading(page, 'Sign in to the server');
});

test('a key that PuTTY or nobody can read is told before it is sent, and a real one signs in', async () => {
  await freshSignIn(gui, server);
  const { keyFile } = server.users.anna;
  await page.getByText('Key file', { exact: true }).click();
  const file = page.locator('input[type=file]');
  await file.setInputFiles({
    name: 'k.ppk',
    mimeType: 'text/plain',
    buffer: Buffer.from('PuTTY-User-Key-File-3: ssh-ed25519\n'),
  });
  await page.getByText('Export OpenSSH key').waitFor();
  await file.setInputFiles({ name: 'id.pub', mimeType: 'text/plain', buffer: readFileSync(`${keyFile}.pub`) });
  await page.getByText('This is a public key').waitFor();
  await file.setInputFiles({ name: 'photo.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('not a key') });
  await page.getByText('This is no private key.').waitFor();
  await file.setInputFiles({ name: 'id_ed25519', mimeType: 'text/plain', buffer: readFileSync(keyFile) });
  await page.getByText('This is a private key.', { exact: true }).waitFor();
  await page.getByLabel('User on the server').fill('anna');
  await press(page, 'Sign in');
  await heading(page, 'May this user administer the server?');
  await looked(page, 'connect-sudo');
  await page.getByLabel('Password for administration (sudo)').fill('not-this-one');
  await press(page, 'Try it');
  await page.getByText('The administration password was not accepted.').waitFor();
  await page.getByLabel('Password for administration (sudo)').fill(server.users.anna.password);
  await press(page, 'Try it');
  await heading(page, 'Connected');
  await looked(page, 'connected');
});

test('a weak server is told honestly what it is good for, and the smaller size is offered', async () => {
  await freshConnection(gui, server);
  await press(page, 'Look at the server');
  await heading(page, 'What the server is good for');
  await page.getByText(/must be fixed before 2,000 teachers can be served/).waitFor({ timeout: 300_000 });
  await looked(page, 'check-weak');
  const download = page.waitForEvent('download');
  await press(page, 'Save for the hardware buyer');
  expect(readFileSync(await (await download).path(), 'utf8')).toContain('8 of 16');
  await press(page, 'Go on with 500 teachers');
  await page.getByText('Ready to install for 500 teachers at once').waitFor();
  await looked(page, 'check-ready');
});

test('without a bundle no plan is made, and its folder is asked for', async () => {
  await freshConnection(gui, server);
  await press(page, 'Look at the server');
  await page.getByText(/must be fixed before 2,000 teachers can be served/).waitFor({ timeout: 300_000 });
  await press(page, 'Configure');
  await heading(page, 'How should it be set up?');
  await looked(page, 'configure');
  await press(page, 'Make the plan');
  await page.getByText('The installation bundle was not found.').waitFor({ timeout: 300_000 });
  await looked(page, 'plan-no-bundle');
});

test('another machine behind a known address is a hard stop that names the harmless reasons', async () => {
  await freshSignIn(gui, server);
  await server.mustExec('rm /etc/ssh/ssh_host_*_key*; ssh-keygen -A; systemctl restart ssh');
  await page.goto(gui.url);
  await heading(page, 'Your servers');
  await looked(page, 'servers');
  await page.getByRole('button', { name: new RegExp(`^Forget ${server.address}`) }).waitFor();
  await openAt(page, gui.url, `/connect/${encodeURIComponent(server.address)}`);
  await press(page, 'Find it');
  await heading(page, 'Stop: this server’s identity has changed');
  await looked(page, 'connect-changed');
});
