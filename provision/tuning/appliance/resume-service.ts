import { layout } from '../../layout.ts';
import { heading, rootOwned, type TuningFile } from '../file.ts';
import { redisInstance } from '../paths.ts';
import { starterSandbox } from './helper.ts';

export const resumeUnit = 'teachtrack-resume.service';

/** What there is only while something is half-done. */
const signs = [
  `${layout.upgrade}/under-way.json`,
  `${layout.restore}/journal.json`,
  `${layout.state}/rotation-under-way`,
  layout.provePeople,
  layout.copies,
];

/**
 * Takes up what a power cut interrupted, an upgrade, a restore, a change of secrets or a capacity test, when the server starts:
 * it only hands it to a unit of its own, which does the work, and does so again when that fails. Nothing that starts waits for it,
 * so that what is done may start anything.
 */
export const resumeService: TuningFile = {
  id: 'appliance/resume-service',
  title: 'What was interrupted goes on',
  service: 'appliance',
  ...rootOwned,
  path: () => `/etc/systemd/system/${resumeUnit}`,
  render: ({ paths }) =>
    [
      `# ${heading}`,
      '[Unit]',
      'Description=TeachTrack takes up what was interrupted',
      `After=mariadb.service mysql.service ${redisInstance('queue').unit} ${redisInstance('cache').unit}`,
      ...signs.map((path) => `ConditionPathExists=|${path}`),
      '',
      '[Service]',
      'Type=exec',
      `ExecStart=${paths.current}/bin/node ${paths.current}/ctl.mjs resume --unfinished`,
      'Restart=on-failure',
      'RestartSec=30',
      ...starterSandbox,
      '',
    ].join('\n'),
  settings: () => [],
};
