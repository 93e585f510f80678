import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FollowEnd } from '../../../provision/engine/follow.ts';
import type { LockOwner } from '../../../provision/engine/lock.ts';
import type { JournalEntry } from '../../../provision/model/journal.ts';
import { type PracticeServer, startPracticeServer } from '../../practice-server/practice-server.ts';
import { bundled } from '../engine/rehearsal/bench.ts';
import { slowMark } from '../engine/rehearsal/steps.ts';
import { origin, wanted } from '../engine/rehearsal/world.ts';

const root = '/srv/rehearsal';
const by = ['--origin', JSON.stringify(origin)];
const look = `cd ${root}/target && find . -printf '%p %m\\n' | sort && find . -type f -exec sha256sum {} + | sort`;

let server: PracticeServer;
let original: string;

beforeAll(async () => {
  server = await startPracticeServer();
  const program = await bundled(join(import.meta.dirname, 'server-program.ts'));
  await server.mustExec('cat >/usr/local/bin/node && chmod 755 /usr/local/bin/node', {
    stdin: readFileSync(process.execPath),
  });
  await server.mustExec('cat >/srv/program.mjs', { stdin: readFileSync(program.path) });
  program.remove();
  await server.mustExec(`cd /srv && mkdir -p rehearsal/bundle rehearsal/target/etc rehearsal/target/secrets rehearsal/target/data &&
    echo '{"version":"1.2.3"}' >rehearsal/bundle/manifest.json &&
    printf 'foreign' >rehearsal/target/etc/foreign.conf && chmod 604 rehearsal/target/etc/foreign.conf &&
    echo '127.0.0.1 localhost' >rehearsal/target/etc/hosts`);
  original = await server.mustExec(look);
});
afterAll(() => server?.stop());

const ctl = (args: readonly string[], stdin = '') =>
  server.exec(['node', '/srv/program.mjs', root, ...args], { stdin, timeoutMs: 600_000 });

/** A run of which there is time to see something. */
async function startSlow(): Promise<string> {
  await server.mustExec(['touch', slowMark]);
  const plan = await ctl(['plan', '--wanted', '-', '--bundle', `${root}/bundle`, '--json'], JSON.stringify(wanted));
  expect(plan.exitCode).toBe(0);
  const started = await ctl(['start', '--plan', '-', '--bundle', `${root}/bundle`, ...by, '--json'], plan.stdout);
  expect(started).toMatchObject({ exitCode: 0 });
  return (JSON.parse(started.stdout) as { readonly run: string }).run;
}

/** What goes on from here need not be slow. */
const hurry = () => server.mustExec(['rm', '-f', slowMark]);

async function follow(run: string) {
  const { stdout, exitCode } = await ctl(['follow', '--run', run, '--json']);
  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as JournalEntry | FollowEnd);
  return { exitCode, entries: lines.slice(0, -1) as JournalEntry[], end: lines.at(-1) as FollowEnd };
}

async function holder(): Promise<LockOwner> {
  const { stdout } = await ctl(['status', '--json']);
  return (JSON.parse(stdout) as { readonly holder: LockOwner }).holder;
}

async function restored(): Promise<void> {
  const { stdout } = await ctl(['uninstall', '--remove-data', ...by, '--json']);
  const { run } = JSON.parse(stdout) as { readonly run: string };
  expect((await follow(run)).end).toMatchObject({ end: 'finished', outcome: 'done' });
  expect(await server.mustExec(look)).toBe(original);
}

describe('a run in a unit of systemd', () => {
  test('goes on when whoever started it is gone; two followers see the same', async () => {
    const run = await startSlow();
    const { pid } = await holder();
    expect(await server.mustExec(['systemctl', 'is-active', `teachtrack-run-${run}`])).toBe('active');
    const followers = await Promise.all([follow(run), follow(run)]);
    expect(followers[0].end).toEqual({ end: 'finished', run, outcome: 'done' });
    expect(followers[1]).toEqual(followers[0]);
    expect(followers[0].entries[0]?.event).toMatchObject({ kind: 'run-started', pid });
    await restored();
  });

  test('takes less than 150 MB; killed, it is said to be gone, and is resumed', async () => {
    const run = await startSlow();
    const { pid } = await holder();
    const peak = await server.mustExec(`awk '/^VmHWM/ {print $2}' /proc/${pid}/status`);
    expect(Number(peak)).toBeLessThan(150 * 1024);
    await server.mustExec(['kill', '-KILL', String(pid)]);
    expect(await follow(run)).toMatchObject({ exitCode: 5, end: { end: 'gone' } });
    await hurry();
    expect((await ctl(['resume'])).exitCode).toBe(0);
    expect((await follow(run)).end).toMatchObject({ end: 'finished', outcome: 'done' });
    await restored();
  });

  test('that a power cut ends is resumed after the boot, with every entry it had written', async () => {
    const run = await startSlow();
    await sleep(1_500);
    const before = await server.mustExec(['cat', `${root}/engine/var/lib/teachtrack/runs/${run}/journal.jsonl`]);
    await server.powerCut();
    await server.boot();
    expect(await follow(run)).toMatchObject({ exitCode: 5, end: { end: 'gone' } });
    await hurry();
    expect((await ctl(['resume', '--run', run])).exitCode).toBe(0);
    const { entries, end } = await follow(run);
    expect(end).toMatchObject({ end: 'finished', outcome: 'done' });
    const kept = before
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as JournalEntry);
    expect(entries.slice(0, kept.length)).toEqual(kept);
    const boots = entries.flatMap(({ event }) => ('bootId' in event ? [event.bootId] : []));
    expect(new Set(boots).size).toBe(2);
    await restored();
  });
});
