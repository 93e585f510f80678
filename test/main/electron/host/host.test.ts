import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { ProvisionError, Secret } from '../../../../installer/session/values.ts';
import { type StartedShell, startedShell, type Wish } from '../world.ts';

let shell: StartedShell;
const started = async (wish?: Wish) => {
  shell = await startedShell(wish);
  return shell;
};
const folder = mkdtempSync(join(tmpdir(), 'teachtrack-host-'));
afterEach(() => {
  shell.remove();
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('files', () => {
  test('the system’s own dialogs ask for each kind in its words', async () => {
    const { host, laptop } = await started();
    laptop.opens = ['/home/anna/.ssh/id_ed25519'];
    expect(await host.pickFile?.('private-key')).toBe('/home/anna/.ssh/id_ed25519');
    laptop.opens = [];
    expect(await host.pickFile?.('answers')).toBeUndefined();
    await host.pickFile?.('bundle');
    expect(laptop.shown.map(({ title }) => title)).toEqual([
      'Choose a private key',
      'Choose an answers file',
      'Choose the folder of the bundle',
    ]);
    expect(laptop.shown[2]).toMatchObject({ properties: ['openDirectory'] });
  });

  test('a saved file is whole, its owner’s alone, and replaces the old one', async () => {
    const { host, laptop } = await started();
    const path = join(folder, 'report.html');
    writeFileSync(path, 'old');
    laptop.saves = path;
    const file = { name: 'report.html', type: 'text/html', text: 'Ripoti ✓' };
    expect(await host.saveFile?.(file)).toBe(path);
    expect(readFileSync(path, 'utf8')).toBe('Ripoti ✓');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['report.html']);
    laptop.saves = undefined;
    expect(await host.saveFile?.(file)).toBeUndefined();
  });

  test('a place that cannot be written to is named, and nothing is left there', async () => {
    const { host, laptop } = await started();
    const path = join(folder, 'taken');
    mkdirSync(join(path, 'inside'), { recursive: true });
    laptop.saves = path;
    const failed = await host.saveFile?.({ name: 'x', type: 'text/plain', text: 'x' }).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(ProvisionError);
    expect(failed).toMatchObject({ code: 'TT-FILE-02', message: `${path} cannot be written.` });
    expect(readdirSync(folder)).toEqual(['taken']);
  });

  test.each([
    ['../../.ssh/authorized_keys', 'authorized_keys'],
    ['C:\\Windows\\win.ini', 'win.ini'],
    ['.bashrc', 'bashrc'],
    ['a<b>:"|?*.html', 'a-b------.html'],
    ['ripoti ya shule.html', 'ripoti ya shule.html'],
    ['', 'teachtrack'],
  ])('the suggested name %s becomes %s', async (name, suggested) => {
    const { host, laptop } = await started();
    await host.saveFile?.({ name, type: 'text/plain', text: 'x' });
    expect(laptop.shown).toMatchObject([{ kind: 'save', defaultPath: suggested }]);
  });
});

describe('links', () => {
  test('a page opens in the person’s own browser', async () => {
    const { host, laptop } = await started();
    await host.openLink?.('https://10.0.0.5/status');
    await host.openLink?.('http://[fd00::5]/');
    expect(laptop.openedLinks).toEqual(['https://10.0.0.5/status', 'http://[fd00::5]/']);
  });

  test.each([
    'file:///etc/passwd',
    'smb://10.0.0.5/share',
    'ms-msdt:/id',
    'javascript:alert(1)',
    'ssh://10.0.0.5',
    'https://anna@10.0.0.5/',
    'https://10.0.0.5@example.com/',
    'mailto:a@b.c',
    `https://10.0.0.5/${'x'.repeat(3_000)}`,
    'not a link',
    '',
  ])('%s is never opened', async (url) => {
    const { host, laptop } = await started();
    await expect(host.openLink?.(url)).rejects.toMatchObject({ code: 'TT-ANSWERS-01' });
    expect(laptop.openedLinks).toEqual([]);
  });
});

describe('remembered secrets', () => {
  test('come back, and lie on the disk encrypted and for their owner alone', async () => {
    const { host, userData } = await started();
    expect(host.capabilities.rememberSecrets).toBe(true);
    const { secrets } = host;
    await Promise.all([
      secrets?.save('10.0.0.5:22 anna', new Secret('hunter2hunter2')),
      secrets?.save('10.0.0.6:22 anna', new Secret('another one')),
    ]);
    expect((await secrets?.load('10.0.0.5:22 anna'))?.reveal()).toBe('hunter2hunter2');
    expect(await secrets?.names()).toEqual(['10.0.0.5:22 anna', '10.0.0.6:22 anna']);
    const file = join(userData, 'secrets.json');
    expect(readFileSync(file, 'utf8')).not.toMatch(/hunter2|another/);
    expect(Buffer.from(readFileSync(file, 'utf8')).toString('base64')).not.toContain('hunter2');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    await secrets?.forget('10.0.0.6:22 anna');
    await secrets?.forget('10.0.0.5:22 anna');
    expect(await secrets?.load('10.0.0.5:22 anna')).toBeUndefined();
    expect(readdirSync(userData)).not.toContain('secrets.json');
  });

  test('of another user account or from a damaged file are as good as none', async () => {
    const { host, laptop, userData } = await started();
    await host.secrets?.save('a', new Secret('hunter2'));
    laptop.loseKey();
    expect(await host.secrets?.load('a')).toBeUndefined();
    for (const content of ['', '{', '[]', '{"version":9,"secrets":{"a":"x"}}', '{"version":1,"secrets":{"a":7}}']) {
      writeFileSync(join(userData, 'secrets.json'), content);
      expect(await host.secrets?.load('a')).toBeUndefined();
    }
    await host.secrets?.save('b', new Secret('again'));
    expect((await host.secrets?.load('b'))?.reveal()).toBe('again');
  });

  test.each(['none', 'basic_text', 'unknown'] as const)(
    'are not offered where the key store is %s',
    async (keyStore) => {
      const { host } = await started({
        prepare: ({ laptop }) => {
          laptop.keyStore = keyStore;
        },
      });
      expect(host.capabilities.rememberSecrets).toBe(false);
      expect(host.secrets).toBeUndefined();
    },
  );

  test('a Mac or a Windows needs no name of a key ring', async () => {
    const { host } = await started({
      platform: 'darwin',
      prepare: ({ laptop }) => {
        laptop.keyStore = 'unknown';
      },
    });
    expect(host.capabilities.rememberSecrets).toBe(true);
  });
});

test('a window that was closed in between asks nothing', async () => {
  const { host, window, laptop } = await started({ platform: 'darwin' });
  window.close();
  await expect(host.pickFile?.('answers')).rejects.toThrow('The window was closed.');
  expect(laptop.shown).toEqual([]);
});
