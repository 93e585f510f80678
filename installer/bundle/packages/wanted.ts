/**
 * What the server needs beyond a minimal Debian with systemd and sshd; all else is what these depend on. logrotate:
 * the services' packages bring rules for it but do not need it. procps: `sysctl`.
 */
export const wantedPackages = ['mariadb-server', 'redis-server', 'nginx', 'logrotate', 'procps'] as const;
