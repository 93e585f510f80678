import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ProvisionError } from '../../../provision/model/error.ts';
import type { Ops } from '../../../provision/ops/command.ts';
import { bringUp, parseUnits, refuseMasked, runsReplacedProgram, stop } from '../../../provision/ops/systemd.ts';
import { localTransport } from '../../../provision/transport/local.ts';

const shown = `Id=nginx.service
LoadState=loaded
ActiveState=active
SubState=running
UnitFileState=enabled
MainPID=812
NRestarts=1
NeedDaemonReload=no
ActiveEnterTimestampMonotonic=8123456

Id=mysql.service
LoadState=not-found
ActiveState=inactive
SubState=dead
UnitFileState=
MainPID=0
NRestarts=0
NeedDaemonReload=no
ActiveEnterTimestampMonotonic=0
`;

test('reads one block for each unit, under the name that was asked for', () => {
  const units = parseUnits(shown, ['nginx.service', 'alias-of-mysql.service']);
  expect(units.get('nginx.service')).toMatchObject({
    activeState: 'active',
    fileState: 'enabled',
    mainPid: 812,
    restarts: 1,
    activeSince: 8.123456,
  });
  expect(units.get('alias-of-mysql.service')).toMatchObject({ loadState: 'not-found', mainPid: 0 });
});

test('explains a masked unit instead of lifting the mask', () => {
  const [unit] = parseUnits('LoadState=masked\nUnitFileState=masked\n', ['nginx.service']).values();
  if (unit === undefined) throw new Error('nothing was read');
  expect(() => refuseMasked(unit)).toThrow(ProvisionError);
  expect(() => refuseMasked(unit)).toThrow(/systemctl unmask nginx\.service/);
  expect(() => refuseMasked({ ...unit, loadState: 'loaded', fileState: 'enabled' })).not.toThrow();
});

/** Answers as systemd did on a busy server: the first restart ended with 219, before the program was started at all. */
function busySystemd(exitStatus: string) {
  const calls: string[] = [];
  const active = shown.split('\n\n')[0] ?? '';
  const run = async ({ argv }: { argv: readonly string[] }) => {
    const call = argv.join(' ');
    calls.push(call);
    const stdout = call.includes('ExecMainStatus') ? exitStatus : call.includes('systemctl show') ? active : '';
    return {
      exitCode: call.startsWith('systemctl restart') ? 1 : 0,
      stdout,
      stderr: '',
    };
  };
  const ops = { transport: { run }, signal: new AbortController().signal, say: () => undefined } as unknown as Ops;
  return { ops, calls };
}

test('starts once more what systemd had no control group for, and nothing that failed by itself', async () => {
  const busy = busySystemd('219\n');
  await bringUp(busy.ops, ['nginx.service'], { verb: 'restart', settleMs: 1 });
  expect(busy.calls.filter((call) => / (re)?start /.test(call))).toEqual([
    'systemctl restart -- nginx.service',
    'systemctl start -- nginx.service',
  ]);
  const broken = busySystemd('1\n');
  await expect(bringUp(broken.ops, ['nginx.service'], { verb: 'restart', settleMs: 1 })).rejects.toMatchObject({
    code: 'TT-SERVICE-01',
  });
  expect(broken.calls.filter((call) => / (re)?start /.test(call))).toEqual(['systemctl restart -- nginx.service']);
});

/** Answers as systemd 262 does: one name it does not know, and it stops none of those it was told. */
function systemdOfOneTransaction(answers: { readonly stops: boolean }) {
  let isActive = true;
  const stops: string[] = [];
  const run = async ({ argv }: { argv: readonly string[] }) => {
    const call = argv.join(' ');
    if (call.includes('systemctl show')) return { exitCode: 0, stdout: shown, stderr: '' };
    if (!call.startsWith('systemctl stop')) return { exitCode: 0, stdout: '', stderr: '' };
    stops.push(call);
    const exitCode = call.includes('mysql') ? 5 : answers.stops ? 0 : 1;
    if (exitCode === 0) isActive = false;
    return { exitCode, stdout: '', stderr: '' };
  };
  const ops = { transport: { run }, signal: new AbortController().signal, say: () => undefined } as unknown as Ops;
  return { ops, stops, isActive: () => isActive };
}

test('stops what runs, however systemd takes a name that it does not know', async () => {
  const names = ['nginx.service', 'mysql.service'];
  const newer = systemdOfOneTransaction({ stops: true });
  await stop(newer.ops, names);
  expect(newer.isActive()).toBe(false);
  expect(newer.stops).toEqual(['systemctl stop -- nginx.service mysql.service', 'systemctl stop -- nginx.service']);
});

test('says so when something that runs could not be stopped', async () => {
  const { ops } = systemdOfOneTransaction({ stops: false });
  await expect(stop(ops, ['nginx.service', 'mysql.service'])).rejects.toMatchObject({
    code: 'TT-SERVICE-01',
    message: expect.stringContaining('Stopping nginx.service did not work'),
  });
});

test('sees that the program of a process was replaced since it started, as a package manager replaces it', async () => {
  const local = localTransport();
  // The process is this test's own, whoever runs it.
  const transport: Ops['transport'] = { ...local, run: (command) => local.run({ ...command, asRoot: false }) };
  const ops: Ops = { transport, signal: new AbortController().signal, say: () => {} };
  const folder = mkdtempSync(join(tmpdir(), 'teachtrack-replaced-'));
  const program = join(folder, 'cat');
  copyFileSync('/bin/cat', program);
  const child = spawn(program, { stdio: ['pipe', 'ignore', 'ignore'] });
  const gone = once(child, 'exit');
  try {
    await once(child, 'spawn');
    const unit = { mainPid: child.pid ?? 0 };
    expect(await runsReplacedProgram(ops, unit)).toBe(false);
    copyFileSync('/bin/cat', `${program}.dpkg-new`);
    renameSync(`${program}.dpkg-new`, program);
    expect(await runsReplacedProgram(ops, unit)).toBe(true);
  } finally {
    child.stdin.end();
    await gone;
    rmSync(folder, { recursive: true, force: true });
  }
  expect(await runsReplacedProgram(ops, { mainPid: 0 })).toBe(false);
});
