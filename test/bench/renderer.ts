import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import type { RunItem } from '../../installer/contract/calls/run.ts';
import { Feed } from '../renderer/harness/feed.ts';
import { openStage } from '../renderer/harness/looking.ts';
import { heldWith, journal, runName } from '../renderer/harness/samples.ts';
import { Script } from '../renderer/harness/script.ts';
import { loadNow, machineLines, median } from './machine-load.ts';

/**
 * What the installer's windows weigh, how soon they are there, and whether a long journal holds them up:
 * `node test/bench/renderer.ts`.
 */
const loads = 7;
const entries = 5_000;

const stage = await openStage();
const lines = [...machineLines('node test/bench/renderer.ts'), `At the beginning: ${loadNow()}.`, ''];

const gzipped = (ending: string) =>
  stage.served.files
    .filter(({ path }) => path.endsWith(ending))
    .reduce((sum, { data }) => sum + gzipSync(data, { level: 9 }).length, 0) / 1000;
lines.push(`Script: ${gzipped('.js').toFixed(0)} kB gzip (bound 350). Style: ${gzipped('.css').toFixed(0)} kB gzip.`);

const paints: number[] = [];
for (let load = 0; load < loads; load += 1) {
  const script = new Script({});
  script.held.give([]);
  const page = await stage.open(script, '/');
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0);
  paints.push(
    await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN),
  );
  await page.close();
}
lines.push(
  `First paint: median ${median(paints).toFixed(0)} ms of ${loads} (bound 500), fastest ${Math.min(...paints).toFixed(0)} ms, slowest ${Math.max(...paints).toFixed(0)} ms.`,
);

for (const [name, pieces] of [
  ['all at once, as one who comes back sees them', 1],
  ['in fifty pieces, as one who watches sees them', 50],
] as const) {
  const { longest, over } = await longTasks(pieces);
  lines.push(
    `${entries} journal entries ${name}: ${over} tasks over 50 ms (bound 0)${over === 0 ? '' : `, the longest ${longest.toFixed(0)} ms`}.`,
  );
}
lines.push('', `At the end: ${loadNow()}.`);
await stage.close();
const report = `${['# The installer’s windows', '', ...lines].join('\n')}\n`;
process.stdout.write(report);
writeFileSync(resolve(import.meta.dirname, '../../docs/benchmarks/renderer.md'), report);

async function longTasks(pieces: number): Promise<{ readonly longest: number; readonly over: number }> {
  const run = new Feed<RunItem>();
  const script = new Script({ 'run.follow': (_input, { from, signal }) => run.from(from, signal) });
  script.held.give([heldWith({ run: { run: runName, kind: 'install', state: 'running' } })]);
  const page = await stage.open(script, '/c/c1/install');
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForTimeout(500);
  await observe(page);
  const all = journal(20, entries).map((entry): RunItem => ({ kind: 'entry', entry }));
  const size = Math.ceil(all.length / pieces);
  for (let first = 0; first < all.length; first += size) {
    run.give(...all.slice(first, first + size));
    if (pieces > 1) await page.waitForTimeout(40);
  }
  await page.getByText(`Setting up library ${entries}`).first().waitFor();
  await page.waitForTimeout(500);
  // biome-ignore lint/suspicious/noExplicitAny: a global of the page, made by observe
  const tasks: number[] = await page.evaluate(() => (window as any).tasks);
  await page.close();
  return { longest: Math.max(0, ...tasks), over: tasks.length };
}

/** The browser tells of tasks over 50 ms alone. */
function observe(page: Page): Promise<void> {
  return page.evaluate(() => {
    const tasks: number[] = [];
    Object.assign(window, { tasks });
    new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
      type: 'longtask',
    });
  });
}
