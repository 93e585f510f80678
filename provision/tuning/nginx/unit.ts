import { reviveUnit } from '../appliance/service.ts';
import { expectedSettings } from '../directive.ts';
import { heading, rootOwned, type TuningFile } from '../file.ts';
import { limitDirectives, lines } from '../unit.ts';

const unit = 'nginx.service';
const program = '/usr/sbin/nginx';
/** The distribution's own words, so that its unit type and process id file stay right. */
const daemon = `-g 'daemon on; master_process on;'`;

/** Points the distribution's unit at our configuration; its own files stay as they are. */
export const nginxUnit: TuningFile = {
  id: 'nginx/unit',
  title: 'Limits and configuration file of the web server',
  service: 'nginx',
  ...rootOwned,
  path: () => `/etc/systemd/system/${unit}.d/teachtrack.conf`,
  render: ({ budget, paths }) =>
    [
      `# ${heading}`,
      '[Unit]',
      'StartLimitIntervalSec=60',
      'StartLimitBurst=10',
      `OnFailure=${reviveUnit}`,
      '',
      '[Service]',
      'ExecStartPre=',
      `ExecStartPre=${program} -t -q -c ${paths.nginxConfig} ${daemon}`,
      'ExecStart=',
      `ExecStart=${program} -c ${paths.nginxConfig} ${daemon}`,
      'ExecReload=',
      `ExecReload=${program} -c ${paths.nginxConfig} ${daemon} -s reload`,
      ...lines(limitDirectives(budget.units.nginx)),
      'Restart=on-failure',
      'RestartSec=1',
      '',
    ].join('\n'),
  settings: ({ budget }) => expectedSettings(limitDirectives(budget.units.nginx), { kind: 'unit', unit }),
};
