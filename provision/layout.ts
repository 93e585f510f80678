/** Where everything lies on the server. The one place that knows. */
export const layout = {
  releases: '/opt/teachtrack/releases',
  current: '/opt/teachtrack/current',
  settings: '/etc/teachtrack',
  wantedState: '/etc/teachtrack/appliance.json',
  secrets: '/etc/teachtrack/secrets',
  /** Settings of the appliance's processes (TEACHTRACK_SETTINGS); no secrets. */
  applianceSettings: '/etc/teachtrack/settings.json',
  tls: '/etc/teachtrack/tls',
  /** Key, certificate and intermediates in one file, so that a power cut never leaves a key that does not fit. */
  certificate: '/etc/teachtrack/tls/server.pem',
  /** The authority's certificate, which anyone may download. */
  authority: '/etc/teachtrack/tls/ca.crt',
  /** A certificate from elsewhere: its key and whole chain, and the root that browsers check it by. */
  brought: '/etc/teachtrack/tls/brought.pem',
  broughtRoot: '/etc/teachtrack/tls/brought-root.crt',
  /** What the site hands out so that devices learn to trust it: public, made from the authority. */
  trust: '/var/lib/teachtrack/trust',
  /** The authority to come, while its certificate is given to the clients and the old one still signs. */
  nextAuthority: '/etc/teachtrack/tls/next-ca.crt',
  /** The firewall's rules that are wanted, and those that a new connection has proved to let the administrator in. */
  firewallRules: '/etc/teachtrack/firewall.nft',
  provenFirewallRules: '/etc/teachtrack/firewall-proven.nft',
  /** Options of the database's programs where it is on another server: who keeps our data there, and who asks how it is. */
  databaseKeeper: '/etc/teachtrack/secrets/database-keeper.cnf',
  databaseMonitor: '/etc/teachtrack/secrets/database-monitor.cnf',
  /** Of the other server's administrator, in memory alone, for as long as an install needs it. */
  databaseAdministrator: '/run/teachtrack/database-administrator.cnf',
  databaseAuthority: '/etc/teachtrack/database-authority.crt',
  /** Empty; there since before our database was made. */
  databaseMark: '/var/lib/teachtrack/.database-made-by-teachtrack',
  nginxConfig: '/etc/teachtrack/nginx/nginx.conf',
  /** Folder of the API instances' sockets: `api-1.sock` and so on. */
  sockets: '/run/teachtrack',
  state: '/var/lib/teachtrack',
  runs: '/var/lib/teachtrack/runs',
  receipts: '/var/lib/teachtrack/receipts',
  staging: '/var/lib/teachtrack/staging',
  documents: '/var/lib/teachtrack/documents',
  /** What is known about the running server, one JSON file a part; see `ops/state-file.ts`. */
  stateFiles: '/var/lib/teachtrack/state',
  /** Where the API asks for what only root can do; see `ctl/requests`. */
  requests: '/var/lib/teachtrack/requests',
  /** The monitor's own folder: its state files, which `stateFiles` has links to, and the history. */
  monitor: '/var/lib/teachtrack/monitor',
  /** Who is told of what; no secrets. */
  alertSettings: '/etc/teachtrack/alerts.json',
  alertSecrets: '/etc/teachtrack/secrets/alerts',
  /** The first administrator's sign-in, 0600: `teachtrackctl credentials --once` prints and removes it. */
  firstSignIn: '/etc/teachtrack/secrets/first-sign-in',
  backups: '/var/lib/teachtrack/backups',
  /** A backup that a laptop sent for a restore. */
  incoming: '/var/lib/teachtrack/backups/incoming',
  /** What people decided about files changed by hand, and those that are kept as they changed them. */
  drift: '/var/lib/teachtrack/drift',
  /** What the last backup, restore and drill did, one file of JSON lines each; see `acts`. */
  acts: '/var/lib/teachtrack/acts',
  /** There while the virtual people of a capacity test may be. */
  provePeople: '/var/lib/teachtrack/acts/prove-people',
  /** There while a backup is opened beside the data in use, for a proof or for one school. */
  copies: '/var/lib/teachtrack/acts/copies',
  /** A restore that is not over: what it has brought, and how to go back. */
  restore: '/var/lib/teachtrack/restore',
  /** Snapshots of what an upgrade replaced, and the way back. */
  upgrade: '/var/lib/teachtrack/upgrade',
  lock: '/run/teachtrack/lock',
  /** The kernel's id of this start, as it is outside of every sandbox: copied when the server starts. */
  bootId: '/run/teachtrack-boot-id',
  ctl: '/usr/local/sbin/teachtrackctl',
} as const;
