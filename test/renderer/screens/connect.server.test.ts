import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ProvisionError } from '../../../installer/session/values.ts';
import { looked, openStage, type Stage } from '../harness/looking.ts';
import { fingerprint, heldWith } from '../harness/samples.ts';
import { Script } from '../harness/script.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());

const remembered = [
  {
    host: '10.20.0.5',
    port: 22,
    user: 'anna',
    lastSeen: '2026-11-20T09:00:00Z',
    hostKey: fingerprint,
    hasSecret: true,
    look: {
      at: '2026-11-20T09:04:00Z',
      version: '0.1.0',
      states: {
        health: { at: '2026-11-20T09:04:00Z', ok: true, summary: '4/4 services healthy.' },
        backups: { at: '2026-11-20T01:10:00Z', ok: true, summary: 'The last backup is of 2026-11-20 01:10 UTC.' },
        drill: { at: '2026-11-15T04:00:00Z', ok: null, summary: 'No restore was proven yet.' },
        drift: { at: '2026-11-20T04:40:00Z', ok: false, summary: 'One thing is not as set up: nginx.conf.' },
      },
    },
  },
  { host: 'fd00::17', port: 2222, user: 'root', lastSeen: '2026-10-02T13:30:00Z', hasSecret: false },
];
const look = (identity: 'new' | 'confirmed' | 'changed') => ({
  identity,
  seen: { type: 'ssh-ed25519', fingerprint },
  confirmed: identity === 'new' ? null : { type: 'ssh-ed25519', fingerprint: `SHA256:${'x'.repeat(43)}` },
  compare: 'ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub',
});

describe('the list of servers', () => {
  test('the first time it tells what is going to happen', async () => {
    const script = new Script({});
    script.held.give([]);
    const page = await stage.open(script, '/');
    await page.getByRole('heading', { name: 'Set up your first server' }).waitFor();
    await looked(page, 'servers-first', ['light', 'dark', 'phone', 'small']);
    await page.getByRole('button', { name: 'Begin' }).click();
    await page.getByRole('heading', { name: 'Where is the server?' }).waitFor();
    await page.close();
  });

  test('a server is forgotten only when that is meant', async () => {
    const forgotten: string[] = [];
    const script = new Script({
      'servers.list': async () => remembered.filter(({ host }) => !forgotten.includes(host)),
      'servers.forget': async ({ host }) => {
        forgotten.push(host);
        return { wasKnown: true };
      },
    });
    script.held.give([]);
    const page = await stage.open(script, '/');
    await page.getByText('[fd00::17]:2222').waitFor();
    await page.getByText('Changes by hand: One thing is not as set up').waitFor();
    await page.getByText('In order: Health, Backups').waitFor();
    await looked(page, 'servers', ['light', 'phone']);
    await page.getByRole('button', { name: 'Forget [fd00::17]:2222' }).click();
    await page.getByRole('dialog').waitFor();
    await looked(page, 'servers-forget');
    expect(await page.getByRole('button', { name: 'Cancel' }).evaluate((one) => one === document.activeElement)).toBe(
      true,
    );
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(forgotten).toEqual([]);
    await page.getByRole('button', { name: 'Forget [fd00::17]:2222' }).click();
    await page.getByRole('button', { name: 'Forget it' }).click();
    await page.getByText('[fd00::17]:2222 was forgotten.').waitFor();
    expect(forgotten).toEqual(['fd00::17']);
    await page.close();
  });

  test('a list that cannot be read says why', async () => {
    const script = new Script({
      'servers.list': async () => {
        throw new ProvisionError({
          code: 'TT-FILE-03',
          message: 'servers.json is not the list of known servers any more.',
        });
      },
    });
    script.held.give([]);
    const page = await stage.open(script, '/');
    await page.getByRole('alert').waitFor();
    await looked(page, 'servers-failed');
    await page.close();
  });
});

describe('connecting', () => {
  test('an address is understood as typed, pasted or odd, and refused with the reason', async () => {
    const asked: unknown[] = [];
    const script = new Script({
      'connection.look': async (address) => {
        asked.push(address);
        throw new ProvisionError({ code: 'TT-SSH-03', message: `${address.host} did not answer within 10 s.` });
      },
    });
    script.held.give([]);
    const page = await stage.open(script, '/connect');
    const field = page.getByLabel('Address of the server');
    const tried = async (text: string) => {
      await field.fill(text);
      await page.getByRole('button', { name: 'Find it' }).click();
    };
    for (const [text, problem] of [
      ['', 'Type the server’s address first.'],
      ['   ', 'Type the server’s address first.'],
      ['10.0.0.5:0', 'is not a number from 1 to 65535'],
      ['10.0.0.5:70000', 'is not a number from 1 to 65535'],
      ['сервер', 'is neither an IP address nor a DNS name'],
      ['x'.repeat(10_000), 'is neither an IP address nor a DNS name'],
    ] as const) {
      await tried(text);
      await page.getByText(problem).waitFor();
      expect(await field.getAttribute('aria-invalid')).toBe('true');
    }
    await looked(page, 'connect-address-refused');
    expect(asked).toEqual([]);
    for (const text of ['  10.0.0.5 \n', '[fd00::5]:2222', 'anna@server.school.local']) {
      await tried(text);
      await page.getByRole('alert').waitFor();
    }
    expect(asked).toEqual([
      { host: '10.0.0.5', port: 22 },
      { host: 'fd00::5', port: 2222 },
      { host: 'server.school.local', port: 22 },
    ]);
    await looked(page, 'connect-no-answer');
    await page.close();
  });

  test('nothing goes to a server before its fingerprint is confirmed; then who one is, then sudo', async () => {
    const confirmed: unknown[] = [];
    const opened: unknown[] = [];
    const script = new Script({
      'connection.look': async () => look('new'),
      'connection.confirm': async (input) => {
        confirmed.push(input);
        return {};
      },
      'connection.open': async (input) => {
        opened.push(input);
        const error = {
          code: 'TT-SUDO-03' as const,
          title: 'The server wants the user’s password for administration.',
          message: 'sudo asks for a password',
          causes: [],
          next: '',
          evidence: [],
        };
        const held = heldWith({ root: { kind: 'asks', error } });
        script.held.give([held]);
        return held;
      },
      'connection.sudo': async ({ password }) => {
        if (password !== 'right') {
          throw new ProvisionError({ code: 'TT-SUDO-04', message: 'sudo did not accept the password.' });
        }
        const held = heldWith({ noise: ['Welcome to srv-01', 'Backup of /home runs at 02:00'] });
        script.held.give([held]);
        return held;
      },
    });
    script.held.give([]);
    const page = await stage.open(script, '/connect');
    await looked(page, 'connect-address', ['light', 'dark', 'phone']);
    await page.getByLabel('Address of the server').fill('10.20.0.5');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Is this the right server?' }).waitFor();
    await page.getByText(fingerprint).waitFor();
    await looked(page, 'connect-identity', ['light', 'dark', 'phone', 'small']);
    expect(await page.getByRole('button', { name: 'Go on' }).isDisabled()).toBe(true);
    await page.getByLabel(/I compared them/).check();
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByRole('heading', { name: 'Sign in to the server' }).waitFor();
    expect(confirmed).toEqual([{ host: '10.20.0.5', port: 22, fingerprint }]);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('Type the user’s name on the server.').waitFor();
    await page.getByText('Type the password.').waitFor();
    await looked(page, 'connect-sign-in');
    await page.getByLabel('User on the server').fill('anna');
    await page.getByRole('textbox', { name: 'Password', exact: true }).fill('secret');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'May this user administer the server?' }).waitFor();
    expect(opened).toEqual([
      { host: '10.20.0.5', port: 22, user: 'anna', credential: { kind: 'password', password: 'secret' } },
    ]);
    await page.getByLabel('Password for administration (sudo)').fill('wrong');
    await page.keyboard.press('Enter');
    await page.getByText('The administration password was not accepted.').waitFor();
    await looked(page, 'connect-sudo');
    await page.getByLabel('Password for administration (sudo)').fill('right');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Connected' }).waitFor();
    await looked(page, 'connect-done');
    expect(await page.content()).not.toContain('secret');
    await page.close();
  });

  test('a key file is judged when it is chosen', async () => {
    const opened: unknown[] = [];
    const script = new Script({
      'connection.look': async () => look('confirmed'),
      'connection.open': async (input) => {
        opened.push(input);
        throw new ProvisionError({ code: 'TT-SSH-06', message: 'anna was not let in with this key.' });
      },
    });
    script.held.give([]);
    const page = await stage.open(script, '/connect/anna@10.20.0.5');
    await page.getByRole('button', { name: 'Find it' }).click();
    await page.getByText('Key file').click();
    const choose = async (text: string) => {
      const chooser = page.waitForEvent('filechooser');
      await page.getByRole('button', { name: /Choose (a|another) file/ }).click();
      await (await chooser).setFiles({ name: 'id', mimeType: 'text/plain', buffer: Buffer.from(text) });
    };
    await choose('PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\n');
    await page.getByText('Export OpenSSH key').waitFor();
    await page.getByRole('button', { name: 'Sign in' }).click();
    expect(opened).toEqual([]);
    await looked(page, 'connect-putty-key');
    await choose('my holiday list');
    await page.getByText('This is no private key.').waitFor();
    await choose('ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIB anna@laptop');
    await page.getByText('This is a public key (.pub).').waitFor();
    await choose('-----BEGIN EC PRIVATE KEY-----\nMHcCAQEE\n-----END EC PRIVATE KEY-----\n');
    await page.getByText('This is a private key.').waitFor();
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('The server did not accept the sign-in.').waitFor();
    expect(opened).toHaveLength(1);
    await looked(page, 'connect-key-refused');
    await page.close();
  });

  test('a changed identity is a hard stop with the two harmless reasons', async () => {
    const forgotten: unknown[] = [];
    const script = new Script({
      'connection.look': async () => look(forgotten.length === 0 ? 'changed' : 'new'),
      'servers.forget': async (input) => {
        forgotten.push(input);
        return { wasKnown: true };
      },
    });
    script.held.give([]);
    const page = await stage.open(script, '/connect/10.20.0.5');
    await page.getByRole('button', { name: 'Find it' }).click();
    await page.getByRole('heading', { name: 'Stop: this server’s identity has changed' }).waitFor();
    await looked(page, 'connect-changed', ['light', 'dark', 'phone']);
    await page.getByRole('button', { name: 'I know why' }).click();
    await page.getByRole('button', { name: 'Forget and look again' }).click();
    await page.getByRole('heading', { name: 'Is this the right server?' }).waitFor();
    expect(forgotten).toEqual([{ host: '10.20.0.5', port: 22 }]);
    await page.close();
  });
});

test('what the server asks besides the password is shown in its words and answered', async () => {
  const answered: unknown[] = [];
  const script = new Script({
    'connection.answer': async (input) => {
      answered.push(input);
      script.questions.give([]);
      return {};
    },
  });
  script.held.give([]);
  const page = await stage.open(script, '/connect');
  await page.getByRole('heading', { name: 'Where is the server?' }).waitFor();
  script.questions.give([
    {
      ...{ id: 'q1', host: '10.20.0.5', port: 22, user: 'anna', text: 'Two-factor sign-in of the district' },
      questions: [
        { text: 'Verification code:', isHidden: true },
        { text: 'Ticket number:', isHidden: false },
      ],
    },
  ]);
  await page.getByLabel('Verification code:').fill('491 220');
  await page.getByLabel('Ticket number:').fill('T-17');
  await looked(page, 'connect-asked', ['light', 'dark', 'phone']);
  await page.getByRole('button', { name: 'Answer' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(answered).toEqual([{ id: 'q1', answers: ['491 220', 'T-17'] }]);
  await page.close();
});
