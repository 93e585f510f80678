/**
 * An upgrade, and going back from it, while teachers work: failed requests, and how long an answer takes meanwhile beside
 * how long it takes when nothing is done:
 *   sudo npx node test/bench/upgrade.ts [teachers]
 */
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { JournalEntry } from '../../installer/contract/events.ts';
import { builtBundle } from '../e2e/built-bundle.ts';
import { printedSignIn } from '../e2e/first-sign-in.ts';
import { firstSignIn, makeTeacher } from '../e2e/journey.ts';
import { LanClient } from '../e2e/lan-client.ts';
import { jsonLines, Laptop } from '../e2e/laptop.ts';
import { otherRelease } from '../e2e/other-release.ts';
import { type LoadResult, steadyLoad } from '../e2e/steady-load.ts';
import { startPracticeServer } from '../practice-server/practice-server.ts';
import { loadNow, machineLines, seconds, timed } from './machine-load.ts';

const count = Number(process.argv[2] ?? 20);
const suites = ['bookworm'];
type Measured = { readonly what: string; readonly ms: number; readonly load: LoadResult; readonly machine: string };

const first = await builtBundle(suites);
const next = await otherRelease({ version: '0.2.0', programs: { migrate: 'test/e2e/releases/migrates.ts' }, suites });
const laptop = new Laptop();
const server = await startPracticeServer({ cores: 8, memoryMiB: 16_384 });
const measured: Measured[] = [];
let steps: readonly { readonly step: string; readonly ms: number }[] = [];
try {
  const { stdout } = await laptop.must(['install', ...laptop.to(server), '--bundle', first.path, '--yes']);
  const { body: ca } = await new LanClient(`http://${server.address}`).call<string>('/ca.crt');
  const place = { origin: `https://${server.address}`, ca };
  const { client: admin } = await firstSignIn(place, printedSignIn(stdout));
  const teachers: LanClient[] = [];
  for (let number = 0; number < count; number += 1) {
    const teacher = await makeTeacher(admin, { code: `B${number}`, name: `School ${number}` });
    teachers.push((await firstSignIn(place, teacher)).client);
  }
  const during = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
    const load = await steadyLoad(teachers, { pauseMs: 300, postEvery: 20 });
    const done = await timed(work);
    measured.push({ what, ms: done.ms, load: await load.stop(), machine: loadNow() });
    console.log(what, { ...measured.at(-1)?.load, answeredMs: undefined });
    return done.value;
  };
  await during('nothing', () => pause(30_000));
  const upgraded = await during('upgrade', () =>
    laptop.must(['upgrade', ...laptop.to(server), '--bundle', next.path, '--yes', '--json']),
  );
  steps = jsonLines<JournalEntry>(upgraded.stdout, 'seq').flatMap(({ event }) =>
    event.kind === 'step-done' ? [{ step: event.step, ms: event.durationMs }] : [],
  );
  await during('going back', () => laptop.must(['upgrade', ...laptop.to(server), '--back', '--yes', '--json']));
  report();
} finally {
  laptop.remove();
  await server.stop();
}

function report(): void {
  const at = (values: readonly number[], share: number) =>
    Math.round([...values].sort((a, b) => a - b)[Math.floor(values.length * share)] ?? 0);
  const lines = [
    '# Upgrading while teachers work',
    '',
    ...machineLines('sudo npx node test/bench/upgrade.ts'),
    '',
    `${count} teachers, each signed in over HTTPS through nginx, read and have schemes made about three times a second;`,
    'every request is sent once, and any answer but the right one counts as failed.',
    '',
    '| Meanwhile | Seconds | GET | POST | Failed (goal: 0) | Median, ms | 95 %, ms | Slowest, ms | Machine |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    ...measured.map(
      ({ what, ms, load, machine }) =>
        `| ${what} | ${seconds(ms)} | ${load.gets} | ${load.posts} | ${load.failed.length} | ${at(load.answeredMs, 0.5)} | ${at(load.answeredMs, 0.95)} | ${at(load.answeredMs, 1 - 1e-9)} | ${machine} |`,
    ),
    '',
    '| Step of the upgrade | Seconds |',
    '| --- | --- |',
    ...steps.map(({ step, ms }) => `| ${step} | ${seconds(ms)} |`),
    '',
  ];
  writeFileSync(join(resolve(import.meta.dirname, '../..'), 'docs/benchmarks/upgrade.md'), lines.join('\n'));
  console.log(lines.join('\n'));
  const failed = measured.flatMap(({ load }) => load.failed);
  if (failed.length > 0) console.log(failed.slice(0, 20));
}
