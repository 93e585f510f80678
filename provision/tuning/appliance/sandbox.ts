/** `lan`: it may speak to other machines, and reads what the kernel says of this one. */
export type Reach = 'none' | 'lan';

/**
 * What a process of the appliance may not do. Only MemoryDenyWriteExecute is missing of the usual set: the JavaScript
 * engine writes the code it runs. They need no network at all: sockets are files.
 */
export function sandboxLines(writable: readonly string[], reach: Reach = 'none'): string[] {
  return [
    'NoNewPrivileges=yes',
    'CapabilityBoundingSet=',
    'AmbientCapabilities=',
    'UMask=0077',
    'KeyringMode=private',
    ...(reach === 'none' ? ['PrivateNetwork=yes', 'IPAddressDeny=any', 'ProcSubset=pid'] : []),
    'PrivateTmp=yes',
    'PrivateDevices=yes',
    'PrivateUsers=yes',
    'PrivateIPC=yes',
    'DevicePolicy=closed',
    'ProtectSystem=strict',
    'ProtectHome=yes',
    'ProtectProc=invisible',
    'ProtectClock=yes',
    'ProtectControlGroups=yes',
    'ProtectHostname=yes',
    'ProtectKernelLogs=yes',
    'ProtectKernelModules=yes',
    'ProtectKernelTunables=yes',
    'LockPersonality=yes',
    'RemoveIPC=yes',
    `RestrictAddressFamilies=AF_UNIX${reach === 'none' ? '' : ' AF_INET AF_INET6'}`,
    'RestrictNamespaces=yes',
    'RestrictRealtime=yes',
    'RestrictSUIDSGID=yes',
    'SystemCallArchitectures=native',
    'SystemCallFilter=@system-service',
    'SystemCallFilter=~@privileged @resources',
    'SystemCallErrorNumber=EPERM',
    ...writable.map((path) => `ReadWritePaths=-${path}`),
  ];
}
