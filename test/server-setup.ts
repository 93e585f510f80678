import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeAll, type RunnerTestSuite, TestRunner } from 'vitest';
import { openPages } from './browser/browser.ts';
import { awayFromMidnight } from './midnight.ts';
import { serversInUse } from './practice-server/server.ts';
import { lastWords } from './services/process.ts';

const pictures = resolve(import.meta.dirname, '../dist/failed');

await awayFromMidnight();

/** What a test that failed was working with: its cause should be found without running it again. */
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await tell(task.name);
});

/** The same of what comes before the tests: looked at before anything that it started is stopped. */
// biome-ignore lint/correctness/noEmptyPattern: Vitest asks for it
beforeAll(({}, file) => {
  // Those that come last run first.
  for (const suite of suitesOf(file))
    TestRunner.getSuiteHooks(suite).afterAll.push(async () => {
      if (suite.result?.state === 'fail') await tell(`what comes before “${suite.name}”`);
    });
});

function suitesOf(suite: Readonly<RunnerTestSuite>): readonly RunnerTestSuite[] {
  return [suite, ...suite.tasks.flatMap((one) => (one.type === 'suite' ? suitesOf(one) : []))];
}

async function tell(what: string): Promise<void> {
  const name = what.replace(/[^a-z0-9]+/gi, '-').slice(0, 60);
  const told = await Promise.all([...lastWords(), ...serversInUse().map(journalOf), ...openPages().map(shown(name))]);
  console.error(`What “${what}” was working with:\n${told.join('\n\n')}`);
}

async function journalOf(server: ReturnType<typeof serversInUse>[number]): Promise<string> {
  const look =
    'uptime; systemctl --failed --no-legend --plain; systemctl list-jobs --no-legend --plain; journalctl --boot --no-pager --lines=80';
  const said = await server.exec(look, { timeoutMs: 60_000 }).catch((error: unknown) => ({ stdout: String(error) }));
  return `--- ${server.name}\n${said.stdout.trim()}`;
}

function shown(name: string) {
  return async (page: ReturnType<typeof openPages>[number], index: number): Promise<string> => {
    mkdirSync(pictures, { recursive: true });
    const path = join(pictures, `${name}-${index}.png`);
    const text = await page.innerText('body', { timeout: 10_000 }).catch(String);
    await page.screenshot({ path, timeout: 10_000 }).catch(() => undefined);
    return `--- page ${page.url()}, picture ${path}\n${text.slice(0, 3_000)}`;
  };
}
