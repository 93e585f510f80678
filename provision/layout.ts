/** Where everything lies on the server. The one place that knows. */
export const layout = {
  releases: '/opt/teachtrack/releases',
  current: '/opt/teachtrack/current',
  settings: '/etc/teachtrack',
  wantedState: '/etc/teachtrack/appliance.json',
  secrets: '/etc/teachtrack/secrets',
  tls: '/etc/teachtrack/tls',
  state: '/var/lib/teachtrack',
  runs: '/var/lib/teachtrack/runs',
  receipts: '/var/lib/teachtrack/receipts',
  staging: '/var/lib/teachtrack/staging',
  documents: '/var/lib/teachtrack/documents',
  backups: '/var/lib/teachtrack/backups',
  lock: '/run/teachtrack/lock',
  ctl: '/usr/local/sbin/teachtrackctl',
} as const;
