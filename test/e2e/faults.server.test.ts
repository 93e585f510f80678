import type { ChildProcess } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JournalEntry, Plan } from '../../installer/contract/events.ts';
import { type PracticeServer, startPracticeServer } from '../practice-server/practice-server.ts';
import { builtBundle } from './built-bundle.ts';
import type { Finished } from './command.ts';
import { jsonLines, Laptop } from './laptop.ts';

const mine = new Laptop();
const other = new Laptop();
let server: PracticeServer;
let install: readonly string[];

beforeAll(async () => {
  const [bundle, started] = await Promise.all([builtBundle(), startPracticeServer({ cores: 4, memoryMiB: 8_192 })]);
  server = started;
  install = ['install', ...mine.to(server), '--bundle', bundle.path, '--tier', '150', '--yes', '--json'];
});
afterAll(async () => {
  mine.remove();
  other.remove();
  await server?.stop();
});

type Started = { readonly child: ChildProcess; readonly finished: Promise<Finished>; readonly output: () => string };

const entriesOf = (text: string) => jsonLines<JournalEntry>(text.slice(0, text.lastIndexOf('\n')), 'seq');
const signInOf = ({ stdout }: Finished) =>
  jsonLines<{ firstSignIn: string | null }>(stdout, 'firstSignIn')[0]?.firstSignIn;
const errorOf = ({ stdout }: Finished) => jsonLines<{ error: { code: string; message: string } }>(stdout, 'error')[0];

/** Resolves when the output of a command under way tells of such an event. Rejects when the command ends before. */
async function heard(started: Started, isIt: (event: JournalEntry['event']) => boolean): Promise<void> {
  let isOver = false;
  started.finished.finally(() => {
    isOver = true;
  });
  while (!entriesOf(started.output()).some(({ event }) => isIt(event))) {
    if (isOver) throw new Error(`it ended before: ${started.output().slice(-2000)}`);
    await pause(50);
  }
}

const begun = (step: string) => (event: JournalEntry['event']) => event.kind === 'step-started' && event.step === step;
const said = (text: RegExp) => (event: JournalEntry['event']) => event.kind === 'step-said' && text.test(event.line);

describe('an install that is disturbed', () => {
  test('says so when the disk gets full in the middle, and ends as it should when there is room again', async () => {
    const doomed = mine.start(install);
    await heard(doomed, begun('packages/installed'));
    await server.fillDisk();
    const failed = await doomed.finished;
    await server.freeDisk();
    expect(failed.exitCode).toBe(1);
    expect(errorOf(failed)?.error).toMatchObject({ code: 'TT-FILE-01' });
  });

  test('keeps a second installer out, which is told who is at work', async () => {
    const first = mine.start(install);
    await heard(first, begun('packages/installed'));
    const second = await other.run(install);
    expect(second.exitCode).toBe(5);
    expect(errorOf(second)?.error.code).toBe('TT-LOCK-01');
    expect(second.stdout).toContain(process.env['USER'] ?? 'root');
    const unfinished = () => server.mustExec('dpkg --audit | head -n 1');
    await expect.poll(unfinished, { timeout: 300_000, interval: 100 }).not.toBe('');
    await server.powerCut();
    await server.boot();
    expect(await unfinished()).not.toBe('');
    const ended = await first.finished;
    expect(ended.exitCode).toBe(1);
    expect(errorOf(ended)?.error).toMatchObject({ code: 'TT-SSH-09' });
    expect(errorOf(ended)?.error.message).toContain('resume');
  });

  test('goes on after a power cut in the middle of dpkg, once the package manager is free, and over a broken line', async () => {
    const hold =
      'import fcntl, time; held = open("/var/lib/dpkg/lock-frontend", "w"); fcntl.lockf(held, fcntl.LOCK_EX); time.sleep(3600)';
    await server.mustExec(['systemd-run', '--quiet', '--unit=somebody-else', 'python3', '-c', hold]);
    const going = mine.start(install);
    await heard(going, said(/^Waiting for the package manager: process \d+ uses it \(.*python3/));
    await server.mustExec(['systemctl', 'stop', 'somebody-else']);
    await heard(going, begun('mysql/tuned'));
    await server.cut();
    await pause(4_000);
    await server.restore();
    await heard(going, begun('release/placed'));
    const boot = server.bootId();
    await server.exec(['systemctl', 'reboot']);
    await server.rebooted(boot);
    expect((await going.finished).exitCode).not.toBe(0);
  });

  test('is taken up after the server rebooted in the middle', async () => {
    const going = mine.start(install);
    await heard(going, begun('appliance/running'));
    going.child.kill('SIGKILL');
    const followed = await other.run(['follow', ...other.to(server), '--json']);
    expect(followed.exitCode).toBe(0);
    const entries = entriesOf(followed.stdout);
    expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index + 1));
    expect(entries.at(-1)?.event).toMatchObject({ kind: 'run-finished', outcome: 'done' });
    const told = entriesOf(going.output());
    expect(told).toEqual(entries.slice(0, told.length));
    expect((await mine.must(['health', ...mine.to(server)])).stdout).toContain('4/4 services healthy');
    expect(await server.mustExec('systemctl --failed --plain --no-legend')).toBe('');
    // The laptop that began it died before it was shown: the one that saw the end was, and nobody is again.
    expect(signInOf(followed)).toMatch(/^Password: \S+$/m);
    expect(signInOf(await other.run(['follow', ...other.to(server), '--json']))).toBeNull();
    const again = await mine.must(install);
    expect(again).not.toMatchObject({ stdout: expect.stringContaining('Password') });
    expect(jsonLines<{ plan: Plan }>(again.stdout, 'plan')[0]?.plan.steps).toEqual([]);
  });

  test('is undone with its data in one go', async () => {
    await mine.must(['uninstall', ...mine.to(server), '--remove-data', '--yes', server.address]);
    expect(await server.mustExec('ls -d /var/lib/teachtrack /var/lib/mysql /etc/teachtrack 2>/dev/null || true')).toBe(
      '',
    );
  });
});
