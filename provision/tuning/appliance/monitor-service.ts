import { layout } from '../../layout.ts';
import { heading, rootOwned, type TuningFile, type TuningInput } from '../file.ts';
import { sandboxLines } from './sandbox.ts';
import { reviveUnit, target } from './service.ts';

/**
 * Measures every half a minute and tells people. It has an account of its own that may change nothing but its folder: it
 * reads the sockets of the services by their groups, and alone of all services of ours reaches other machines.
 */
export const monitorService: TuningFile = {
  id: 'appliance/monitor-service',
  title: 'The health monitor',
  service: 'appliance',
  ...rootOwned,
  path: () => '/etc/systemd/system/teachtrack-monitor.service',
  render: (input) =>
    [
      `# ${heading}`,
      '[Unit]',
      'Description=TeachTrack health monitor',
      `PartOf=${target}`,
      'StartLimitIntervalSec=600',
      'StartLimitBurst=10',
      `OnFailure=teachtrack-monitor-down.service ${reviveUnit}`,
      '',
      '[Service]',
      'Type=notify',
      'NotifyAccess=all',
      // What others read lies in the monitor's own folder; these names in the common one lead there. On a disk that can only
      // be read they cannot be made anew, and people must be told all the same.
      `ExecStartPre=-+/bin/ln -sfn -t ${input.paths.stateFiles} ${['health.json', 'alerts.json', 'history'].map((name) => `${input.paths.monitor}/${name}`).join(' ')}`,
      `ExecStart=${input.paths.current}/bin/node --max-old-space-size=96 ${input.paths.current}/ctl.mjs monitor`,
      // The next one tells people why this one ended.
      `ExecStopPost=/bin/sh -c 'echo "$SERVICE_RESULT" > ${input.paths.monitor}/last-exit'`,
      'WatchdogSec=90',
      'WatchdogSignal=SIGKILL',
      'TimeoutStartSec=90',
      'TimeoutStopSec=30',
      'Restart=always',
      'RestartSec=2',
      ...monitorLines(input),
      '',
    ].join('\n'),
  settings: () => [],
};

/** The account, its credentials and its cage: the same for the monitor and for its last word. */
export function monitorLines({ paths, database }: TuningInput): readonly string[] {
  return [
    'User=teachtrack-monitor',
    'Group=teachtrack',
    'SupplementaryGroups=redis www-data adm',
    'StateDirectory=teachtrack/monitor',
    'StateDirectoryMode=0750',
    `LoadCredential=alerts:${paths.alertSecrets}`,
    ...(database.there === undefined ? [] : [`LoadCredential=database:${layout.databaseMonitor}`]),
    'Environment=NODE_ENV=production',
    'MemoryMax=256M',
    'TasksMax=64',
    'CPUWeight=50',
    'OOMScoreAdjust=-200',
    ...sandboxLines([], 'lan'),
    `InaccessiblePaths=-${paths.documents} -${paths.backups}`,
  ];
}
