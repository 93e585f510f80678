import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import {
  type Browser,
  laptop as laptopLooks,
  openBrowser,
  patienceMs,
  phone,
  violations,
} from '../../browser/browser.ts';
import type { PracticeServer, UserName } from '../../practice-server/practice-server.ts';
import { jsonLines, Laptop } from '../laptop.ts';

const pictures = resolve(import.meta.dirname, '../../../dist/journeys');

export type Gui = {
  readonly laptop: Laptop;
  readonly page: Page;
  readonly url: string;
  /** Another window on the same program, as from the printed address. */
  readonly another: () => Promise<Page>;
  /** The program dies without a word and is started again, with another address. */
  readonly dieAndStart: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** `teachtrack web` as a person starts it, and Chromium at the address that it prints. */
export async function openGui(bundle?: string): Promise<Gui> {
  const laptop = new Laptop();
  const given = bundle === undefined ? [] : ['--bundle', bundle];
  const begin = () => laptop.start(['web', '--no-open', '--json', ...given]);
  let program = begin();
  let url = await printed(program.output);
  const browser: Browser = await openBrowser(laptopLooks);
  const { page, context } = browser;
  await page.goto(url);
  return {
    laptop,
    page,
    get url() {
      return url;
    },
    async dieAndStart() {
      program.child.kill('SIGKILL');
      await program.finished;
      program = begin();
      url = await printed(program.output);
    },
    async another() {
      const window = await context.newPage();
      window.setDefaultTimeout(patienceMs);
      await window.goto(url);
      return window;
    },
    async close() {
      await browser.close();
      program.child.kill('SIGTERM');
      const { exitCode, stderr } = await program.finished;
      laptop.remove();
      if (exitCode !== 0) throw new Error(`teachtrack web ended with ${exitCode}: ${stderr}`);
    },
  };
}

async function printed(output: () => string): Promise<string> {
  for (let tries = 0; tries < 600; tries += 1) {
    const whole = output().slice(0, output().lastIndexOf('\n') + 1);
    const [ready] = jsonLines<{ url: string }>(whole, 'url');
    if (ready !== undefined) return ready.url;
    await pause(200);
  }
  throw new Error(`teachtrack web printed no address: ${output()}`);
}

export const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true }).click();

export function heading(page: Page, name: string | RegExp, timeoutMs = patienceMs): Promise<void> {
  return page.getByRole('heading', { name, level: 1 }).waitFor({ timeout: timeoutMs });
}

/** From the field for an address to the question of who one is, comparing the fingerprint as a person does. */
export async function toSignIn(page: Page, server: PracticeServer): Promise<void> {
  await heading(page, 'Where is the server?');
  await page.getByLabel('Address of the server').fill(placeOf(server));
  await press(page, 'Find it');
  await heading(page, 'Is this the right server?');
  await page.getByText(server.hostKeyFingerprint).waitFor();
  await page.getByLabel('I compared them').check();
  await press(page, 'Go on');
  await heading(page, 'Sign in to the server');
}

/** A fresh window on the question of who one is, whatever was done before and whether the server is known or not. */
export async function freshSignIn({ page, url }: Gui, server: PracticeServer): Promise<void> {
  await openAt(page, url, `/connect/${encodeURIComponent(placeOf(server))}`);
  await press(page, 'Find it');
  const isNew = page.getByRole('heading', { name: 'Is this the right server?' });
  const isKnown = page.getByRole('heading', { name: 'Sign in to the server' });
  await isNew.or(isKnown).waitFor();
  if (await isKnown.isVisible()) return;
  await page.getByLabel('I compared them').check();
  await press(page, 'Go on');
  await isKnown.waitFor();
}

/** As `freshSignIn`, signed in as a user who administers with the password given. */
export async function freshConnection(gui: Gui, server: PracticeServer): Promise<void> {
  await freshSignIn(gui, server);
  await signIn(gui.page, server, 'anna');
  await heading(gui.page, 'Connected');
}

/** The page loaded anew at a place of the window. */
export async function openAt(page: Page, url: string, place: string): Promise<void> {
  // Another fragment alone would be no load.
  await page.goto('about:blank');
  await page.goto(`${new URL(url).origin}/#${place}`);
}

function placeOf({ address, port }: PracticeServer): string {
  return port === 22 ? address : `${address}:${port}`;
}

export async function signIn(
  page: Page,
  server: PracticeServer,
  user: UserName,
  password = server.users[user].password,
) {
  await page.getByLabel('User on the server').fill(user);
  await page.getByRole('textbox', { name: 'Password', exact: true }).fill(password);
  await press(page, 'Sign in');
}

/**
 * A screen as people meet it: no accessibility violation, and pictures of it on a laptop and on a small window, light and
 * dark, in `dist/journeys`, to be looked at. Those of `docs/screens` are made by `test/renderer`, with every state.
 */
export async function looked(page: Page, name: string): Promise<void> {
  expect(await violations(page), `accessibility of ${name}`).toEqual([]);
  mkdirSync(pictures, { recursive: true });
  for (const [size, { width, height }] of [
    ['laptop', laptopLooks],
    ['small', phone],
  ] as const) {
    await page.setViewportSize({ width, height });
    for (const colorScheme of ['light', 'dark'] as const) {
      if (size === 'small' && colorScheme === 'dark') continue;
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.screenshot({ path: join(pictures, `${name}-${size}-${colorScheme}.png`) });
    }
  }
  const { width, height } = laptopLooks;
  await page.setViewportSize({ width, height });
  await page.emulateMedia({ colorScheme: 'light' });
}
