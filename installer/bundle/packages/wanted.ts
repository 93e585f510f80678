/**
 * What the server needs beyond a minimal Debian with systemd and sshd; all else is what these depend on. logrotate:
 * the services' packages bring rules for it but do not need it. procps: `sysctl`. nftables: the firewall.
 * avahi-daemon: the local name. smbclient: copies of backups on shares of Windows and of NAS devices.
 */
export const wantedPackages = [
  'mariadb-server',
  'redis-server',
  'nginx',
  'logrotate',
  'procps',
  'nftables',
  'avahi-daemon',
  'smbclient',
] as const;
