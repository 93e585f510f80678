import { layout } from '../../layout.ts';

type Wish = { readonly capabilities: readonly string[]; readonly writable: readonly string[] };

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

/** What no helper needs that does one thing only. */
const strictSandbox: readonly string[] = [
  ...engineSandbox,
  'PrivateDevices=yes',
  'ProtectControlGroups=yes',
  'ProtectKernelTunables=yes',
  'ProtectSystem=strict',
  'RemoveIPC=yes',
  'RestrictNamespaces=yes',
  'SystemCallFilter=@system-service',
  'SystemCallErrorNumber=EPERM',
];

/** What a helper that has to be root may still not do: no network but this machine's own, nothing to write but this. */
export function helperSandbox({ capabilities, writable }: Wish): string[] {
  return [
    `CapabilityBoundingSet=${capabilities.join(' ')}`,
    ...strictSandbox,
    'RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6',
    'IPAddressDeny=any',
    'IPAddressAllow=localhost',
    ...writable.map((path) => `ReadWritePaths=-${path}`),
  ];
}

/** What a helper may not do that, as root, only asks systemd to start others, and notes what came of it. */
export const starterSandbox: readonly string[] = [
  ...strictSandbox,
  'DevicePolicy=closed',
  'PrivateNetwork=yes',
  `ReadWritePaths=${layout.state}`,
  `ReadWritePaths=${layout.sockets}`,
  'RestrictAddressFamilies=AF_UNIX',
];
