import { expect, test } from 'vitest';
import { ProvisionError } from '../../../provision/model/error.ts';
import { parseUnits, refuseMasked } from '../../../provision/ops/systemd.ts';

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
