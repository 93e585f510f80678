import { reviveUnit } from '../appliance/service.ts';
import { expectedSettings } from '../directive.ts';
import { heading, rootOwned, type TuningFile } from '../file.ts';
import { databaseUnit } from '../paths.ts';
import { limitDirectives, lines } from '../unit.ts';
import { lastRoom, roomToStart } from './room-to-start.ts';

/** Handles first: with too few of them the server starts with fewer connections than it was told, and says nothing. */
export const databaseUnitFile: TuningFile = {
  id: 'mysql/unit',
  title: 'Limits of the database server',
  service: 'database',
  ...rootOwned,
  wanted: ({ database }) => database.there === undefined,
  path: ({ database }) => `/etc/systemd/system/${databaseUnit(database)}.d/teachtrack.conf`,
  render: ({ budget, paths, database }) =>
    [
      `# ${heading}`,
      '[Unit]',
      '# A server that refuses its settings gives up instead of trying for ever.',
      'StartLimitIntervalSec=120',
      'StartLimitBurst=5',
      `OnFailure=${reviveUnit}`,
      '',
      '[Service]',
      '# Newer packages log to the journal only and bring no folder for the log of slow statements.',
      `ExecStartPre=+/usr/bin/install -d -m 2750 -o mysql -g adm ${paths.databaseLogs}`,
      ...roomToStart(paths.databaseFolder),
      ...lastRoom(database),
      ...lines(limitDirectives(budget.units.database)),
      'TimeoutStartSec=900',
      'RestartSec=2',
      '',
    ].join('\n'),
  settings: ({ budget, database }) =>
    expectedSettings(limitDirectives(budget.units.database), { kind: 'unit', unit: databaseUnit(database) }),
};
