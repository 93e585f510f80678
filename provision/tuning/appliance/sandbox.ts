/**
 * What a process of the appliance may not do. Only MemoryDenyWriteExecute is missing of the usual set: the JavaScript
 * engine writes the code it runs. They need no network at all: sockets are files.
 */
export function sandboxLines(writable: readonly string[]): string[] {
  return [
    'NoNewPrivileges=yes',
    'CapabilityBoundingSet=',
    'AmbientCapabilities=',
    'UMask=0077',
    'KeyringMode=private',
    'PrivateNetwork=yes',
    'PrivateTmp=yes',
    'PrivateDevices=yes',
    'PrivateUsers=yes',
    'PrivateIPC=yes',
    'DevicePolicy=closed',
    'IPAddressDeny=any',
    'ProtectSystem=strict',
    'ProtectHome=yes',
    'ProtectProc=invisible',
    'ProcSubset=pid',
    'ProtectClock=yes',
    'ProtectControlGroups=yes',
    'ProtectHostname=yes',
    'ProtectKernelLogs=yes',
    'ProtectKernelModules=yes',
    'ProtectKernelTunables=yes',
    'LockPersonality=yes',
    'RemoveIPC=yes',
    'RestrictAddressFamilies=AF_UNIX',
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
