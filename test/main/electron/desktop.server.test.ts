import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSession } from '../../../installer/session/session.ts';
import { makePages, writePages } from '../../../main/electron/packaging/app-folder.ts';
import { laptop, violations } from '../../browser/browser.ts';
import { type Desktop, showDesktop } from '../../browser/desktop.ts';
import { password, type SshdBox, startSshdBox } from '../../provision/transport/sshd-box.ts';
import { type StartedShell, startedShell } from './world.ts';

const root = resolve(import.meta.dirname, '../../..');
const folder = mkdtempSync(join(tmpdir(), 'teachtrack-desktop-'));
const pictures = join(root, 'dist/screens/desktop');
let box: SshdBox;
let shell: StartedShell;
let desktop: Desktop;

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  box = await startSshdBox();
  const pages = join(folder, 'pages');
  await writePages(await makePages(root), pages);
  shell = await startedShell({
    pages,
    createSession: (host) =>
      createSession({
        host,
        files: { knownHosts: join(folder, 'known_hosts'), servers: join(folder, 'servers.json') },
      }),
  });
  desktop = await showDesktop(shell.fake, laptop);
});
afterAll(async () => {
  await desktop?.close();
  shell?.app.quit();
  await box?.stop();
  rmSync(folder, { recursive: true, force: true });
  shell?.remove();
});

const picture = (name: string) => desktop.page.screenshot({ path: join(pictures, `${name}.png`) });

describe('the built page behind the shell, in Chromium', () => {
  test('opens under its strict policy without a complaint, and anyone can use it', async () => {
    const { page, problems } = desktop;
    await page.getByRole('heading', { name: 'Set up your first server' }).waitFor();
    await picture('start');
    expect(await violations(page)).toEqual([]);
    expect(
      await page.evaluate(() =>
        Object.keys(window).filter((name) => /electron|require|process|teachtrack/i.test(name)),
      ),
    ).toEqual([]);
    expect(await page.evaluate(() => typeof Reflect.get(window, 'teachtrackWire').open)).toBe('function');
    expect(problems).toEqual([]);
  });

  test('a deep link fills in the connect page, and the server’s identity comes before any password', async () => {
    const { page } = desktop;
    const link = `teachtrack://attach?host=127.0.0.1&port=${box.port}&user=asker`;
    shell.app.emit('second-instance', {}, ['/app/teachtrack', link]);
    const field = page.getByLabel('Address of the server');
    await field.waitFor();
    expect(await field.inputValue()).toBe(`asker@127.0.0.1:${box.port}`);
    await page.getByRole('button', { name: 'Find it' }).click();
    await page.getByText(box.hostKey.fingerprint).first().waitFor();
    await picture('identity');
    expect(box.log()).not.toContain('asker');
  });

  test('signing in keeps the password only because it was asked to, and only encrypted', async () => {
    const { page } = desktop;
    await page.getByLabel('I compared them, and they are the same, letter by letter').check();
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByRole('heading', { name: 'Sign in to the server' }).waitFor();
    expect(await page.getByLabel('User on the server').inputValue()).toBe('asker');
    await page.getByLabel('Password', { exact: true }).last().fill(password);
    await page.getByLabel('Keep it in this laptop’s key store').check();
    await picture('sign-in');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL(/#\/c\/c\d+/);
    await expect
      .poll(() => readFileSync(join(shell.userData, 'secrets.json'), { encoding: 'utf8', flag: 'a+' }))
      .toContain('asker');
    const written = readFileSync(join(shell.userData, 'secrets.json'), 'utf8') + shell.log();
    expect(written).not.toContain(password);
    expect((await shell.host.secrets?.load((await shell.host.secrets.names())[0] ?? ''))?.reveal()).toBe(password);
  });

  test('a page that crashes comes back to the same connection', async () => {
    const { page, problems } = desktop;
    const address = page.url();
    shell.window.webContents.crash();
    await page.waitForLoadState();
    await page.waitForFunction(() => document.querySelector('h1') !== null);
    expect(page.url()).toBe(address);
    await expect.poll(() => page.getByText('127.0.0.1').count()).toBeGreaterThan(0);
    await picture('back-again');
    expect(problems).toEqual([]);
  });

  test('what the page tries beyond that is refused by the browser itself', async () => {
    const { page, problems } = desktop;
    problems.length = 0;
    const tried = await page.evaluate(async () => {
      const results: string[] = [];
      const note = (what: string, isDone: boolean) => results.push(`${what}: ${isDone ? 'done' : 'refused'}`);
      note(
        'fetch',
        await fetch('http://127.0.0.1:1/').then(
          () => true,
          () => false,
        ),
      );
      note(
        'own fetch',
        await fetch('./index.html').then(
          () => true,
          () => false,
        ),
      );
      const script = document.createElement('script');
      script.textContent = 'window.inlineRan = true';
      document.body.append(script);
      note('inline script', 'inlineRan' in window);
      // In a turn of its own: what a test evaluates itself may do more than the page.
      const isEvaluated = await new Promise<boolean>((resolve) => {
        setTimeout(() => {
          try {
            resolve(new Function('return true')());
          } catch {
            resolve(false);
          }
        });
      });
      note('eval', isEvaluated);
      return results;
    });
    expect(tried).toEqual(['fetch: refused', 'own fetch: refused', 'inline script: refused', 'eval: refused']);
    expect(problems.some((text) => text.includes('Content Security Policy'))).toBe(true);
  });
});
