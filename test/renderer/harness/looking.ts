import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { type Browser, isTooWide, openBrowser, patienceMs, violations } from '../../browser/browser.ts';
import type { Script } from './script.ts';
import { type Served, serveRenderer } from './served.ts';
import { wireTo } from './window.ts';

const root = resolve(import.meta.dirname, '../../..');
/** `TEACHTRACK_SCREENS=docs/screens` renews the pictures that the documentation shows. */
const folder = join(root, process.env['TEACHTRACK_SCREENS'] ?? 'dist/screens/installer');

export const looks = {
  light: { width: 1366, height: 768, colorScheme: 'light' },
  dark: { width: 1366, height: 768, colorScheme: 'dark' },
  small: { width: 800, height: 600, colorScheme: 'light' },
  phone: { width: 360, height: 740, colorScheme: 'dark' },
} as const;
export type Look = keyof typeof looks;

/** Between them they have both colours and both widths. */
const judged: readonly Look[] = ['light', 'phone'];

/** A browser with the built renderer, in which pages are opened over a script each. */
export type Stage = {
  readonly browser: Browser;
  readonly served: Served;
  readonly open: (script: Script, place: string) => Promise<Page>;
  readonly close: () => Promise<void>;
};

export async function openStage(): Promise<Stage> {
  mkdirSync(folder, { recursive: true });
  const [served, browser] = await Promise.all([serveRenderer(), openBrowser(looks.light)]);
  return {
    browser,
    served,
    async open(script, place) {
      const page = await browser.context.newPage();
      page.setDefaultTimeout(patienceMs);
      await wireTo(page, script);
      await page.goto(`${served.address}#${place}`);
      return page;
    },
    async close() {
      await browser.close();
      await served.close();
    },
  };
}

/** Looks at the page in every look: no violation, never wider than the window, and a picture of those that are kept. */
export async function looked(page: Page, name: string, kept: readonly Look[] = ['light']): Promise<void> {
  for (const look of Object.keys(looks) as Look[]) {
    if (look === 'dark' && !kept.includes(look)) continue;
    const { width, height, colorScheme } = looks[look];
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.evaluate(settled);
    if (kept.includes(look)) await page.screenshot({ path: join(folder, `${name}-${look}.png`) });
    await page.evaluate(barBelow, true);
    const found = judged.includes(look) ? await violations(page) : [];
    await page.evaluate(barBelow, false);
    expect({ look, found, isTooWide: await isTooWide(page) }).toEqual({ look, found: [], isTooWide: false });
  }
  await page.setViewportSize({ width: looks.light.width, height: looks.light.height });
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: null });
}

/** Colours that are on their way from one look to the other would be judged half-way. */
async function settled(): Promise<void> {
  const transitions = document.getAnimations().filter((one) => one instanceof CSSTransition);
  await Promise.all(transitions.map((one) => one.finished.catch(() => undefined)));
}

/** Whatever lies half below the bar at the foot can be scrolled up: it is not judged by where it happens to be. */
function barBelow(isBelow: boolean): void {
  const bar = document.querySelector<HTMLElement>('[data-actions]');
  if (bar !== null) bar.style.position = isBelow ? 'static' : '';
}
