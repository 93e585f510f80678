import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ctl as command } from '../../../provision/ctl/ctl.ts';
import type { FollowEnd } from '../../../provision/engine/follow.ts';
import { readOwner } from '../../../provision/engine/lock.ts';
import type { JournalEntry } from '../../../provision/model/journal.ts';
import type { Plan } from '../../../provision/model/plan.ts';
import { writeUnderWay } from '../../../provision/upgrade/kept.ts';
import { bundledProgram, newRoot, runProgram } from '../engine/rehearsal/bench.ts';
import { origin, rehearsalWorld, treeHash, wanted } from '../engine/rehearsal/world.ts';

let program: Awaited<ReturnType<typeof bundledProgram>>;
const roots: string[] = [];

beforeAll(async () => {
  program = await bundledProgram();
});
afterAll(() => {
  program.remove();
  for (const folder of roots) rmSync(folder, { recursive: true, force: true });
});

function root(): string {
  const made = newRoot();
  roots.push(made);
  return made;
}

type Options = { readonly env?: Readonly<Record<string, string>>; readonly stdin?: string };

/** The command in this process; the runs it starts are processes of their own. */
async function ctl(folder: string, args: readonly string[], { env = {}, stdin = '' }: Options = {}) {
  const world = rehearsalWorld(folder, program.path, { ...process.env, ...env });
  const code = await command(args, { ...world, readStdin: async () => stdin }, '1.2.3');
  return { code, stdout: world.printed.join('\n'), stderr: world.complained.join('\n') };
}

const by = ['--origin', JSON.stringify(origin)];

async function planned(folder: string): Promise<string> {
  const args = ['plan', '--wanted', '-', '--bundle', join(folder, 'bundle'), '--json'];
  const { code, stdout } = await ctl(folder, args, { stdin: JSON.stringify(wanted) });
  expect(code).toBe(0);
  return stdout;
}

async function started(folder: string, plan: string, options: Options = {}) {
  return ctl(folder, ['start', '--plan', '-', '--bundle', join(folder, 'bundle'), ...by, '--json'], {
    ...options,
    stdin: plan,
  });
}

/** Runs are told apart in order of the second in which they began. */
async function nextSecond(): Promise<void> {
  const now = () => Math.floor(Date.now() / 1_000);
  for (const second = now(); now() === second; ) await sleep(20);
}

async function followed(folder: string, ...args: readonly string[]) {
  const { code, stdout } = await ctl(folder, ['follow', '--json', ...args]);
  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as JournalEntry | FollowEnd);
  return { code, entries: lines.slice(0, -1) as JournalEntry[], end: lines.at(-1) as FollowEnd };
}

describe('teachtrackctl', () => {
  test('plans, starts a run that outlives it, follows it to its end, and then plans nothing', async () => {
    const folder = root();
    const plan = await planned(folder);
    expect((JSON.parse(plan) as Plan).steps).toHaveLength(5);
    const { code, stdout } = await started(folder, plan);
    expect(code).toBe(0);
    const { run } = JSON.parse(stdout) as { readonly run: string };

    const first = await followed(folder, '--run', run);
    expect(first).toMatchObject({ code: 0, end: { end: 'finished', run, outcome: 'done' } });
    expect(first.entries.map(({ seq }) => seq)).toEqual(first.entries.map((_, at) => at + 1));
    const later = await followed(folder, '--run', 'latest', '--from', '5');
    expect(later.entries).toEqual(first.entries.slice(4));

    expect((JSON.parse(await planned(folder)) as Plan).steps).toEqual([]);
    const report = await ctl(folder, ['report', '--format', 'json']);
    expect(JSON.parse(report.stdout)).toMatchObject({ run, outcome: 'done', origin });
    expect((await ctl(folder, ['report'])).stdout).toContain('<!doctype html>');
    expect(JSON.parse((await ctl(folder, ['runs', '--json'])).stdout)).toMatchObject([
      { run, kind: 'install', state: 'done', version: '1.2.3', ...origin },
    ]);
    expect((await ctl(folder, ['resume'])).code).toBe(2);

    const before = treeHash(join(folder, 'engine'));
    for (const args of [['status', '--json'], ['runs'], ['report'], ['follow']]) await ctl(folder, args);
    await planned(folder);
    expect(treeHash(join(folder, 'engine'))).toBe(before);
  });

  test('says that a run is gone when its process was killed, and resumes it', async () => {
    const folder = root();
    const env = { TEACHTRACK_REHEARSAL: '1', TEACHTRACK_CRASH_POINT: 'files/settings:after-apply' };
    expect((await started(folder, await planned(folder), { env })).code).toBe(0);
    const cut = await followed(folder);
    expect(cut).toMatchObject({ code: 5, end: { end: 'gone', lastSeq: cut.entries.length } });
    expect(JSON.parse((await ctl(folder, ['status', '--json'])).stdout)).toMatchObject({
      lastRun: { state: 'gone' },
      holder: null,
    });
    const other = JSON.stringify({ who: 'head@school', from: 'laptop-8' });
    expect((await ctl(folder, ['resume', '--origin', other, '--json'])).code).toBe(0);
    const resumed = await followed(folder, '--from', String(cut.entries.length + 1));
    expect(resumed).toMatchObject({ code: 0, end: { end: 'finished', outcome: 'done' } });
    expect(resumed.entries[0]).toMatchObject({
      seq: cut.entries.length + 1,
      event: { kind: 'run-resumed', origin: { from: 'laptop-8' } },
    });
  });

  test('refuses a plan that was made before the server changed, or that was edited', async () => {
    const folder = root();
    const plan = await planned(folder);
    writeFileSync(join(folder, 'target/etc/foreign.conf'), 'ours = yes\n', { mode: 0o644 });
    writeFileSync(join(folder, 'target/secrets/password'), 'theirs');
    const stale = await started(folder, plan);
    expect(stale.code).toBe(3);
    expect(JSON.parse(stale.stdout)).toMatchObject({
      error: { code: 'TT-PLAN-01', evidence: ['files/secret: its changes are others now'] },
    });
    const edited = await started(folder, plan.replace('Hill', 'Dale'));
    expect(JSON.parse(edited.stdout)).toMatchObject({ error: { code: 'TT-PLAN-01' } });
    expect(JSON.parse((await ctl(folder, ['runs', '--json'])).stdout)).toEqual([]);
    expect(readOwner(rehearsalWorld(folder).paths.lock)).toBeUndefined();
  });

  test('lets one of two that start at the same time win, and names it to the other', async () => {
    const folder = root();
    const plan = await planned(folder);
    const both = await Promise.all([started(folder, plan), started(folder, plan)]);
    expect(both.map(({ code }) => code).sort()).toEqual([0, 3]);
    const loser = JSON.parse(both.find(({ code }) => code === 3)?.stdout ?? '{}');
    expect(loser).toMatchObject({ error: { evidence: expect.any(Array) } });
    expect(['TT-LOCK-01', 'TT-PLAN-01']).toContain(loser.error.code);
    expect((await followed(folder)).end).toMatchObject({ end: 'finished', outcome: 'done' });
  });

  test('cancels a run at a safe point, which can be resumed', async () => {
    const folder = root();
    const { stdout } = await started(folder, await planned(folder));
    const { run } = JSON.parse(stdout) as { readonly run: string };
    expect(JSON.parse((await ctl(folder, ['cancel', '--json'])).stdout)).toHaveProperty('run');
    const { end } = await followed(folder);
    expect(end.end).toBe('finished');
    if (end.end === 'finished' && end.outcome === 'cancelled') {
      expect((await ctl(folder, ['resume', '--run', run])).code).toBe(0);
      expect((await followed(folder)).end).toMatchObject({ outcome: 'done' });
    }
  });

  test('uninstalls with the data, and its follower still gets the end', async () => {
    const fresh = root();
    const folder = root();
    await started(folder, await planned(folder));
    await followed(folder);
    const { code, stdout } = await ctl(folder, ['uninstall', '--remove-data', ...by, '--json']);
    expect(code).toBe(0);
    const { run } = JSON.parse(stdout) as { readonly run: string };
    expect((await followed(folder, '--run', run)).end).toMatchObject({ end: 'finished', outcome: 'done' });
    expect(treeHash(join(folder, 'target'))).toBe(treeHash(join(fresh, 'target')));
    expect(existsSync(rehearsalWorld(folder).paths.state)).toBe(false);
    expect(JSON.parse((await ctl(folder, ['report', '--format', 'json'])).stdout)).toMatchObject({
      kind: 'uninstall',
      outcome: 'done',
    });
  });

  test('does not go on with a run when a later one has changed the server since', async () => {
    const folder = root();
    const runs = async () => JSON.parse((await ctl(folder, ['runs', '--json'])).stdout);
    const cutAt = (point: string) => ({ env: { TEACHTRACK_REHEARSAL: '1', TEACHTRACK_CRASH_POINT: point } });
    await started(folder, await planned(folder), cutAt('files/settings:after-apply'));
    expect((await followed(folder)).end).toMatchObject({ end: 'gone' });
    await nextSecond();
    await started(folder, await planned(folder));
    expect((await followed(folder)).end).toMatchObject({ outcome: 'done' });
    await nextSecond();
    await ctl(folder, ['uninstall', '--remove-data', ...by], cutAt('files/secret:before-receipt'));
    expect((await followed(folder)).end).toMatchObject({ end: 'gone' });
    const [cut, whole, removal] = await runs();
    expect([cut.overtakenBy, whole.overtakenBy, removal.overtakenBy]).toEqual([whole.run, undefined, undefined]);
    expect(removal).toMatchObject({ removeData: true });

    const refused = await ctl(folder, ['resume', '--run', cut.run, '--json']);
    expect(refused.code).toBe(3);
    expect(JSON.parse(refused.stdout)).toMatchObject({ error: { code: 'TT-PLAN-01', evidence: [whole.run] } });
    await nextSecond();
    await started(folder, await planned(folder));
    expect((await followed(folder)).end).toMatchObject({ outcome: 'done' });
    const before = treeHash(join(folder, 'target'));
    expect((await ctl(folder, ['resume', '--run', removal.run])).code).toBe(3);
    expect(treeHash(join(folder, 'target'))).toBe(before);
  });

  test('goes on with the last run, and with an upgrade that is under way whatever came after it', async () => {
    const folder = root();
    const { paths } = rehearsalWorld(folder);
    const env = { TEACHTRACK_REHEARSAL: '1', TEACHTRACK_CRASH_POINT: 'files/settings:after-apply' };
    await started(folder, await planned(folder), { env });
    const { end } = await followed(folder);
    await nextSecond();
    await started(folder, await planned(folder), {
      env: { TEACHTRACK_REHEARSAL: '1', TEACHTRACK_CRASH_POINT: 'files/secret:after-apply' },
    });
    await followed(folder);
    const cut = ['resume', '--run', end.run];
    expect((await ctl(folder, cut)).code).toBe(3);
    writeUnderWay(paths, { run: end.run, program: [] });
    expect((await ctl(folder, cut)).code).toBe(0);
    expect((await followed(folder, '--run', end.run)).end).toMatchObject({ outcome: 'done' });
  });

  test('prints the first sign-in once', async () => {
    const folder = root();
    writeFileSync(rehearsalWorld(folder).firstSignIn, '{"user":"head"}\n', { mode: 0o600 });
    expect((await ctl(folder, ['credentials'])).code).toBe(2);
    expect((await ctl(folder, ['credentials', '--once'])).stdout).toBe('{"user":"head"}');
    const again = await ctl(folder, ['credentials', '--once']);
    expect(again).toMatchObject({ code: 1, stdout: '' });
    expect(again.stderr).toContain('TT-FILE-03: The first sign-in was shown already');
  });

  test('is a program: it reads its standard input and gives its exit code', async () => {
    const folder = root();
    const args = ['plan', '--wanted', '-', '--bundle', join(folder, 'bundle'), '--json'];
    const well = await runProgram(program.path, folder, args, { stdin: JSON.stringify(wanted) });
    expect(well).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(well.stdout)).toMatchObject({ kind: 'install' });
    const ill = await runProgram(program.path, folder, args, { stdin: '{}' });
    expect(ill.code).toBe(2);
    expect(JSON.parse(ill.stdout)).toMatchObject({ error: { code: 'TT-ANSWERS-01' } });
  });

  test('names each wrong answer, and refuses what it does not know', async () => {
    const folder = root();
    const args = ['plan', '--wanted', '-', '--bundle', join(folder, 'bundle'), '--json'];
    const wrong = JSON.stringify({ ...wanted, tier: 7, names: ['-x'], extra: 1 });
    const { code, stdout } = await ctl(folder, args, { stdin: wrong });
    expect(code).toBe(2);
    const { error } = JSON.parse(stdout) as { readonly error: { readonly evidence: readonly string[] } };
    expect(error.evidence.map((line) => line.split(':')[0])).toEqual(['tier', 'names.0', 'whole']);
    expect((await ctl(folder, ['plan', '--nonsense'])).code).toBe(2);
    expect((await ctl(folder, ['nonsense'])).code).toBe(2);
    expect((await ctl(folder, ['follow', '--run', 'latest'])).stderr).toContain('There was no run on this server yet');
    expect((await ctl(folder, ['start', '--plan', '-', ...by], { stdin: 'x' })).stderr).toContain(
      'The plan is not JSON',
    );
    const help = await ctl(folder, ['help']);
    expect(help).toMatchObject({ code: 0 });
    expect(help.stdout).toContain('follow [--run ID|latest] [--from SEQ] [--json]');
    expect((await ctl(folder, ['version'])).stdout).toBe('1.2.3');
  });

  test('says in five lines which services are well, and exits 4 when not all are', async () => {
    const folder = root();
    const sockets = join(folder, 'sockets');
    mkdirSync(sockets);
    const server = createServer((request, answer) => {
      answer.statusCode = request.url === '/health' ? 200 : 404;
      answer.end();
    });
    const web = createServer((_, answer) => answer.writeHead(204).end());
    await new Promise<void>((resolve) => server.listen(join(sockets, 'api-1.sock'), resolve));
    await new Promise<void>((resolve) => web.listen(join(folder, 'web.sock'), resolve));
    writeFileSync(join(sockets, 'api-2.sock'), '');
    const ill = await ctl(folder, ['health', '--json']);
    expect(ill.code).toBe(4);
    const { healthy, services } = JSON.parse(ill.stdout);
    expect(healthy).toBe(false);
    expect(services[3]).toEqual({
      name: 'API',
      ok: false,
      detail: expect.stringMatching(/^not healthy \(1 of 2 instances; api-2: E/),
    });
    rmSync(join(sockets, 'api-2.sock'));
    const lines = (await ctl(folder, ['health'])).stdout.trim().split('\n');
    expect(lines).toHaveLength(5);
    expect(lines[3]).toBe('API: healthy (1 of 1 instances)');
    expect(lines[4]).toBe('Overall Health: 1/4 services healthy (25%)');
    web.close();
    server.close();
  });
});
