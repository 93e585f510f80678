import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';

/** As root, and without the look-ups that Chromium makes on its own. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export type Looks = { readonly width: number; readonly height: number; readonly colorScheme: 'light' | 'dark' };

export const laptop: Looks = { width: 1366, height: 768, colorScheme: 'light' };
export const phone: Looks = { width: 360, height: 740, colorScheme: 'dark' };

export type Browser = { readonly page: Page; readonly context: BrowserContext; close(): Promise<void> };

/** Debian's Chromium with an empty profile. */
export async function openBrowser({ width, height, colorScheme }: Looks): Promise<Browser> {
  const profile = mkdtempSync(join(tmpdir(), 'teachtrack-chromium-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: '/usr/bin/chromium',
    args: flags,
    viewport: { width, height },
    colorScheme,
    // Nothing moves: pictures are of what stays.
    reducedMotion: 'reduce',
    ignoreHTTPSErrors: true,
  });
  const page = context.pages()[0] ?? (await context.newPage());
  page.setDefaultTimeout(30_000);
  return {
    page,
    context,
    async close() {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

/** Another page of the same browser, in which the same person is signed in, with other looks: a start of a browser is spared. */
export async function openBeside({ context }: Browser, { width, height, colorScheme }: Looks): Promise<Page> {
  const page = await context.newPage();
  await page.setViewportSize({ width, height });
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  page.setDefaultTimeout(30_000);
  return page;
}

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** Violations of WCAG 2.2 A and AA on the page as it is now: `rule: first place`. */
export async function violations(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(readFileSync(axePath, 'utf8'));
  return page.evaluate(async () => {
    // biome-ignore lint/suspicious/noExplicitAny: axe is a global of the page
    const { violations: found } = await (window as any).axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
    });
    // biome-ignore lint/suspicious/noExplicitAny: as above
    return found.map((one: any) => `${one.id}: ${one.nodes[0].html.slice(0, 160)}`);
  });
}

/** True when the page can be scrolled sideways. */
export function isTooWide(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth + 1);
}
