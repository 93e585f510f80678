import { expect, test } from 'vitest';
import { ProvisionError } from '../../../provision/model/error.ts';
import type { Ops } from '../../../provision/ops/command.ts';
import { bringUp, parseUnits, refuseMasked } from '../../../provision/ops/systemd.ts';

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
