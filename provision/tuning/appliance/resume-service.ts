import { layout } from '../../layout.ts';
import { heading, rootOwned, type TuningFile } from '../file.ts';

export const resumeUnit = 'teachtrack-resume.service';

/**
 * Takes up an upgrade that a power cut interrupted, when the server starts: it only hands it to a unit of its own, which
 * does the work. In a container, what protects the kernel's settings or the control groups also hides the id of this
 * boot, by which a lock is known to be in force.
 */
export const resumeService: TuningFile = {
  id: 'appliance/resume-service',
  title: 'Interrupted upgrades go on',
  service: 'appliance',
  ...rootOwned,
  path: () => `/etc/systemd/system/${resumeUnit}`,
  render: ({ paths }) =>
    [
      `# ${heading}`,
      '[Unit]',
      'Description=TeachTrack takes up an upgrade that was interrupted',
      `ConditionPathExists=${layout.upgrade}/under-way.json`,
      '',
      '[Service]',
      'Type=oneshot',
      `ExecStart=${paths.current}/bin/node ${paths.current}/ctl.mjs resume --unfinished`,
      'NoNewPrivileges=yes',
      'KeyringMode=private',
      'LockPersonality=yes',
      'PrivateDevices=yes',
      'PrivateNetwork=yes',
      'PrivateTmp=yes',
      'ProtectClock=yes',
      'ProtectHome=yes',
      'ProtectHostname=yes',
      'ProtectKernelLogs=yes',
      'ProtectKernelModules=yes',
      'ProtectSystem=strict',
      `ReadWritePaths=${layout.state}`,
      `ReadWritePaths=${layout.sockets}`,
      'RestrictAddressFamilies=AF_UNIX',
      'RestrictNamespaces=yes',
      'RestrictRealtime=yes',
      'RestrictSUIDSGID=yes',
      'SystemCallArchitectures=native',
      '',
    ].join('\n'),
  settings: () => [],
};
