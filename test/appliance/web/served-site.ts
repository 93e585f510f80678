import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { ensureAdministrator } from '../../../appliance/features/people/administrator.ts';
import { buildSites } from '../../../installer/bundle/release/site.ts';
import { releaseSources } from '../../../installer/bundle/release/sources.ts';
import { type Browser, isTooWide, type Looks, openBrowser, violations } from '../../browser/browser.ts';
import { type BuiltFile, builtOnce } from '../../services/built-once.ts';
import { runEntry } from '../../services/entries.ts';
import { type Instance, startInstance } from '../../services/instance.ts';
import { type Nginx, startNginx } from '../../services/nginx.ts';
import { type Program, until } from '../../services/process.ts';
import { type Stack, startStack } from '../../services/stack.ts';
import { type Ask, administrator, connecting, firstPassword, type User } from '../world.ts';

const root = resolve(import.meta.dirname, '../../..');

export type ServedSite = {
  readonly stack: Stack;
  /** Of nginx, over plain HTTP: what a browser opens. */
  readonly address: string;
  readonly nginx: Nginx;
  /** The API's one instance and the worker: to be killed and started again by tests. */
  instance: Instance;
  worker: Program;
  /** Asks the API past nginx. */
  readonly ask: Ask;
  /** The administrator `admin` with the password of all people of the tests. */
  administrator(): Promise<User>;
  /** A window in which somebody is signed in, on a device of their own unless it is shared; closed with the site. */
  signedIn(user: User, looks: Looks, device?: 'own' | 'shared'): Promise<Browser>;
  stop(): Promise<void>;
};

/** The site with its other pages, such as the status panel. */
function builtSite(): Promise<readonly BuiltFile[]> {
  const { site, pages = {} } = releaseSources;
  const folders = [site, ...Object.values(pages), 'appliance/web/theme', 'appliance/features'];
  return builtOnce('served-site', folders, (root) => buildSites(root, site, pages));
}

/** The whole appliance as a browser meets it: MariaDB, Redis, an API instance, a worker, nginx and the built site. */
export async function serveSite(): Promise<ServedSite> {
  const [stack, files] = await Promise.all([startStack({ entries: ['api', 'worker'] }), builtSite()]);
  // This process and the browsers it starts are in the district too: else "today" is another day there for some hours.
  process.env['TZ'] = stack.settings.timeZone;
  for (const { path, data } of files) {
    mkdirSync(dirname(join(stack.folder, path)), { recursive: true });
    writeFileSync(join(stack.folder, path), data);
  }
  await ensureAdministrator(stack.db, {
    userName: 'admin',
    fullName: 'Ada Admin',
    password: async () => firstPassword,
  });
  const instance = await startInstance(stack);
  const worker = runEntry(stack, 'worker');
  const nginx = await startNginx(stack.folder, instance.socketPath, join(stack.folder, 'site'));
  const address = `http://127.0.0.1:${nginx.httpPort}`;
  await until('the API serves', async () => (await fetch(`${address}/health`)).status === 200);
  const ask = connecting(stack, instance.socketPath);
  const windows: Browser[] = [];
  const served: ServedSite = {
    stack,
    address,
    nginx,
    instance,
    worker,
    ask,
    administrator: () => administrator(stack, ask),
    async signedIn(user, looks, device = 'own') {
      const browser = await openBrowser(looks);
      windows.push(browser);
      await signInAt(browser.page, address, user.name, user.password, device);
      await browser.page.getByRole('button', { name: 'Sign out' }).first().waitFor({ state: 'attached' });
      return browser;
    },
    async stop() {
      for (const window of windows) await window.close().catch(() => undefined);
      await Promise.all([served.instance.keeper.stop(), served.worker.stop(), nginx.stop()]);
      await stack.stop();
    },
  };
  return served;
}

export async function signInAt(
  page: Page,
  address: string,
  name: string,
  password: string,
  device: 'own' | 'shared' = 'own',
): Promise<void> {
  await page.goto(address);
  await page.getByLabel('User name or staff number').fill(name);
  await page.getByLabel('Password').first().fill(password);
  await page.getByRole('checkbox', { name: /shared with others/ }).setChecked(device === 'shared');
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/**
 * Keeps a picture in `dist/screens/site` and fails for what makes a page hard to use: of the whole page, or of a dialog over
 * one that is looked at by itself elsewhere, since judging a long page takes seconds.
 */
export async function looked(name: string, page: Page, part: 'page' | 'dialog' = 'page'): Promise<void> {
  const folder = join(root, 'dist/screens/site');
  mkdirSync(folder, { recursive: true });
  await standsStill(page);
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: part === 'page' });
  expect(await violations(page, part === 'dialog' ? '[role="dialog"]' : undefined)).toEqual([]);
  expect(await isTooWide(page)).toBe(false);
}

/** A window that was made narrower slides its menu away: waits for everything that moves and comes to an end. */
async function standsStill(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const ending = document.getAnimations().filter((one) => one.effect?.getComputedTiming().endTime !== Infinity);
    await Promise.all(ending.map((one) => one.finished.catch(() => undefined)));
  });
}
