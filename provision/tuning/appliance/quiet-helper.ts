import type { TuningPaths } from '../paths.ts';

export type Helper = {
  readonly description: string;
  /** Command line of `teachtrackctl`. */
  readonly command: string;
  readonly timeoutHours: number;
};

/**
 * A service that reads the whole of the data as root, at a time when nobody else wants the machine: it gives way to
 * everything that works for people, and changes nothing of the system.
 */
export function quietHelperLines({ description, command, timeoutHours }: Helper, { current }: TuningPaths): string[] {
  return [
    '[Unit]',
    `Description=${description}`,
    'After=mariadb.service mysql.service network.target',
    '',
    '[Service]',
    'Type=oneshot',
    `ExecStart=${current}/bin/node ${current}/ctl.mjs ${command}`,
    `TimeoutStartSec=${timeoutHours}h`,
    'TimeoutStopSec=120',
    'Nice=15',
    'IOSchedulingClass=idle',
    'CPUWeight=20',
    'IOWeight=20',
    'MemoryHigh=768M',
    'OOMScoreAdjust=500',
    'UMask=0077',
    'NoNewPrivileges=yes',
    // Reads files of other accounts, gives restored ones to them; systemd is asked over its socket.
    'CapabilityBoundingSet=CAP_DAC_OVERRIDE CAP_DAC_READ_SEARCH CAP_CHOWN CAP_FOWNER CAP_FSETID CAP_KILL',
    'AmbientCapabilities=',
    'KeyringMode=private',
    'PrivateTmp=yes',
    'PrivateDevices=yes',
    'DevicePolicy=closed',
    'ProtectSystem=full',
    'ProtectHome=read-only',
    'ProtectClock=yes',
    'ProtectControlGroups=yes',
    'ProtectHostname=yes',
    'ProtectKernelLogs=yes',
    'ProtectKernelModules=yes',
    'ProtectKernelTunables=yes',
    'LockPersonality=yes',
    'RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6',
    'RestrictNamespaces=yes',
    'RestrictRealtime=yes',
    'RestrictSUIDSGID=yes',
    'SystemCallArchitectures=native',
    'SystemCallFilter=@system-service',
    'SystemCallFilter=~@privileged',
    'SystemCallFilter=@chown',
    'SystemCallErrorNumber=EPERM',
    '',
  ];
}
