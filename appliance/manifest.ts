/**
 * What whoever deploys the appliance may know about it: pure data, imports nothing. A release folder holds these files
 * beside `bin/node`; every entry is one bundled file started as `node <entry>`.
 */
export const manifest = {
  /** One instance: a cluster primary and `processes` serving processes, on the socket systemd passes as fd 3. */
  api: { entry: 'api.mjs', processes: 2 },
  /** One worker process of every queue. */
  worker: { entry: 'worker.mjs' },
  /** Brings the schema to this release; exit 0 when done or nothing to do. `--pending --json` only lists. */
  migrate: { entry: 'migrate.mjs' },
  /** `ensure-administrator --user NAME --name FULLNAME`: password on stdin; prints `created` or `exists`. */
  admin: { entry: 'admin.mjs' },
  /** `seed [--schools N] [--teachers N] [--no-schemes]` and `remove`: demonstration data; the passphrase on stdout. */
  demo: { entry: 'demo.mjs' },
  /** A teacher's journey through nginx with an account of its own that it removes: JSON lines of checks on stdout. */
  verify: { entry: 'verify.mjs' },
  /** Signs a guest in to the database of the settings, a restored copy: one line `{ok, people, detail}` on stdout. */
  proveSignIn: { entry: 'prove-sign-in.mjs' },
  /** Folder of pre-compressed static files that nginx serves. */
  site: 'site',
  healthPath: '/health',
  /** The reverse proxy limits signed-in traffic by this cookie's value; a name nginx can read as `$cookie_<name>`. */
  sessionCookie: 'teachtrack_session',
  /** Event streams live at `/api/…/events`: the reverse proxy neither buffers nor times them out. */
  eventsSuffix: '/events',
  /** Environment: path of the settings file (see `config.ts`), 0644, no secrets. */
  settingsVariable: 'TEACHTRACK_SETTINGS',
  /** Names of files in `$CREDENTIALS_DIRECTORY`, given by systemd's LoadCredential. */
  credentials: { databasePassword: 'database-password', sessionKey: 'session-key' },
} as const;
