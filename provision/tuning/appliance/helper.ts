import { layout } from '../../layout.ts';

type Wish = { readonly capabilities: readonly string[]; readonly writable: readonly string[] };

/** What a helper that has to be root may still not do: no network but this machine's own, nothing to write but this. */
export function helperSandbox({ capabilities, writable }: Wish): string[] {
  return [
    `CapabilityBoundingSet=${capabilities.join(' ')}`,
    'NoNewPrivileges=yes',
    'KeyringMode=private',
    'LockPersonality=yes',
    'PrivateDevices=yes',
    'PrivateTmp=yes',
    'ProtectClock=yes',
    'ProtectControlGroups=yes',
    'ProtectHome=yes',
    'ProtectHostname=yes',
    'ProtectKernelLogs=yes',
    'ProtectKernelModules=yes',
    'ProtectKernelTunables=yes',
    'ProtectSystem=strict',
    'RemoveIPC=yes',
    'RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6',
    'RestrictNamespaces=yes',
    'RestrictRealtime=yes',
    'RestrictSUIDSGID=yes',
    'IPAddressDeny=any',
    'IPAddressAllow=localhost',
    'SystemCallArchitectures=native',
    'SystemCallFilter=@system-service',
    'SystemCallErrorNumber=EPERM',
    ...writable.map((path) => `ReadWritePaths=-${path}`),
  ];
}

/** What not even a helper needs that asks all of the system, or changes any of it, as the engine does. */
export const engineSandbox: readonly string[] = [
  'NoNewPrivileges=yes',
  'KeyringMode=private',
  'LockPersonality=yes',
  'PrivateTmp=yes',
  'ProtectClock=yes',
  'ProtectHome=yes',
  'ProtectHostname=yes',
  'ProtectKernelLogs=yes',
  'ProtectKernelModules=yes',
  'RestrictRealtime=yes',
  'RestrictSUIDSGID=yes',
  'SystemCallArchitectures=native',
];

/** What a helper may not do that, as root, only asks systemd to start others, and notes what came of it. */
export const starterSandbox: readonly string[] = [
  'NoNewPrivileges=yes',
  'KeyringMode=private',
  'LockPersonality=yes',
  'DevicePolicy=closed',
  'PrivateDevices=yes',
  'PrivateNetwork=yes',
  'PrivateTmp=yes',
  'ProtectClock=yes',
  'ProtectControlGroups=yes',
  'ProtectHome=yes',
  'ProtectHostname=yes',
  'ProtectKernelLogs=yes',
  'ProtectKernelModules=yes',
  'ProtectKernelTunables=yes',
  'ProtectSystem=strict',
  `ReadWritePaths=${layout.state}`,
  `ReadWritePaths=${layout.sockets}`,
  'RemoveIPC=yes',
  'RestrictAddressFamilies=AF_UNIX',
  'RestrictNamespaces=yes',
  'RestrictRealtime=yes',
  'RestrictSUIDSGID=yes',
  'SystemCallArchitectures=native',
  'SystemCallFilter=@system-service',
  'SystemCallErrorNumber=EPERM',
];
