import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type BrowserContext, type Browser as Chromium, chromium, type Locator, type Page } from 'playwright-core';

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

/** Of whatever is waited for: a machine that is busy with other tests needs a while. */
export const patienceMs = 120_000;

export type Looks = {
  readonly width: number;
  readonly height: number;
  readonly colorScheme: 'light' | 'dark';
  /** That of this machine unless told. */
  readonly timezoneId?: string;
};

export const laptop: Looks = { width: 1366, height: 768, colorScheme: 'light' };
export const phone: Looks = { width: 360, height: 740, colorScheme: 'dark' };

export type Browser = { readonly page: Page; readonly context: BrowserContext; close(): Promise<void> };

/** A start of Chromium costs seconds: all windows of a test file are in one, which ends with the last of them. */
let running: Promise<Chromium> | undefined;
let open = 0;
const contexts = new Set<BrowserContext>();

/** Every page that is open now, in whatever window. */
export function openPages(): readonly Page[] {
  return [...contexts].flatMap((context) => context.pages());
}

/** A window of Debian's Chromium with an empty profile of its own. */
export async function openBrowser({ width, height, colorScheme, timezoneId }: Looks): Promise<Browser> {
  open += 1;
  running ??= chromium.launch({ executablePath: '/usr/bin/chromium', args: flags });
  const context = await running
    .then((program) =>
      program.newContext({
        viewport: { width, height },
        colorScheme,
        // Nothing moves: pictures are of what stays.
        reducedMotion: 'reduce',
        ignoreHTTPSErrors: true,
        ...(timezoneId === undefined ? {} : { timezoneId }),
      }),
    )
    .catch(async (error) => {
      await left();
      throw error;
    });
  contexts.add(context);
  const page = await context.newPage();
  page.setDefaultTimeout(patienceMs);
  let isOpen = true;
  return {
    page,
    context,
    async close() {
      if (!isOpen) return;
      isOpen = false;
      contexts.delete(context);
      await context.close();
      await left();
    },
  };
}

async function left(): Promise<void> {
  open -= 1;
  if (open > 0) return;
  const program = running;
  running = undefined;
  await program?.then((one) => one.close()).catch(() => undefined);
}

/** Another page of the same browser, in which the same person is signed in, with other looks: a start of a browser is spared. */
export async function openBeside({ context }: Browser, { width, height, colorScheme }: Looks): Promise<Page> {
  const page = await context.newPage();
  await page.setViewportSize({ width, height });
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  page.setDefaultTimeout(patienceMs);
  return page;
}

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** So many rows of one kind are judged: the others look the same, and judging a page of hundreds takes half a minute. */
const judgedOfAKind = 4;

/** Violations of WCAG 2.2 A and AA on the page as it is now, or in a part of it alone: `rule: first place`. */
export async function violations(page: Page, part?: string): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(readFileSync(axePath, 'utf8'));
  return page.evaluate(
    async ([within, judged]) => {
      const told = (one: Element) => `${one.tagName} ${one.getAttribute('class')} ${one.getAttributeNames()}`;
      const kindOf = (one: Element) => [one, ...one.querySelectorAll('*')].map(told).join('\n');
      const rows = [...document.querySelectorAll('tr, li, article, [role="row"]')];
      const alike = [...Map.groupBy(rows, (one) => one.parentElement).values()]
        .filter((siblings) => siblings.length > judged)
        .flatMap((siblings) => [...Map.groupBy(siblings, kindOf).values()].flatMap((kind) => kind.slice(judged)))
        .filter((one) => !one.contains(document.activeElement));
      // biome-ignore lint/suspicious/noExplicitAny: axe is a global of the page
      const { violations: found } = await (window as any).axe.run(
        { include: [within ?? document], exclude: alike },
        {
          runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
          // Nobody reads where a rule was kept, which on a long page takes most of the time.
          resultTypes: ['violations'],
        },
      );
      // biome-ignore lint/suspicious/noExplicitAny: as above
      return found.map((one: any) => `${one.id}: ${one.nodes[0].html.slice(0, 160)}`);
    },
    [part, judgedOfAKind] as const,
  );
}

/** True when the page can be scrolled sideways. */
export function isTooWide(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth + 1);
}

/** Whether it is shown within moments: for what is asked again, where one answer may still be the old one. */
export function comes(what: Locator): Promise<boolean> {
  return within(what, 'visible');
}

export function goes(what: Locator): Promise<boolean> {
  return within(what, 'detached');
}

async function within(what: Locator, state: 'visible' | 'detached'): Promise<boolean> {
  return what.waitFor({ state, timeout: 2_000 }).then(
    () => true,
    () => false,
  );
}
