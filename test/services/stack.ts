import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Credentials, Settings } from '../../appliance/config.ts';
import type { Database } from '../../appliance/database/connect.ts';
import { parseSessionKeys } from '../../appliance/session-keys.ts';
import { connectTo, databaseTemplate } from './database-template.ts';
import { compileEntries } from './entries.ts';
import { type Mariadb, startMariadb } from './mariadb.ts';
import { removeFolder, temporaryFolder } from './process.ts';
import { type RedisServer, startRedis } from './redis.ts';

/** A database and the two Redis instances, the settings that lead to them, and the folder all of it lies in. */
export type Stack = {
  readonly folder: string;
  readonly mariadb: Mariadb;
  readonly queue: RedisServer;
  readonly cache: RedisServer;
  readonly settings: Settings;
  readonly credentials: Credentials;
  /** Environment of an entry run as a process. */
  readonly env: NodeJS.ProcessEnv;
  /** A connection of the test's own. */
  readonly db: Database;
  stop(): Promise<void>;
};

export type StackOptions = {
  /** Unless false the schema and the beginnings are there. */
  readonly migrated?: boolean;
  /** Entries of the appliance that the test runs as processes, in the form they are shipped in. */
  readonly entries?: readonly string[];
};

/** What the beginnings in the database depend on. */
const beginnings = { displayName: 'Test District', timeZone: 'Africa/Nairobi' } as const;

export async function startStack({ migrated = true, entries = [] }: StackOptions = {}): Promise<Stack> {
  const folder = temporaryFolder('stack');
  const [mariadb, queue, cache] = await Promise.all([
    startMariadb(folder, migrated ? await databaseTemplate(beginnings) : undefined),
    startRedis(folder, 'queue'),
    startRedis(folder, 'cache'),
    compileEntries(folder, entries),
  ]);
  const settings: Settings = {
    ...beginnings,
    origins: ['http://teachtrack.test'],
    database: {
      socketPath: mariadb.socketPath,
      user: mariadb.user,
      name: mariadb.database,
      folder: join(folder, 'mysql'),
      api: { connectionLimit: 10, maxIdle: 4 },
      worker: { connectionLimit: 10, maxIdle: 4 },
    },
    redis: { queueSocket: queue.socketPath, cacheSocket: cache.socketPath },
    api: { processes: 2, socketPath: join(folder, 'api.sock'), maxHeapMiB: 256 },
    worker: { concurrency: 8 },
    documents: { folder: join(folder, 'documents') },
    // Looked for more often than on a server: tests would wait for most of their time.
    operations: { stateFolder: join(folder, 'state'), requestsFolder: join(folder, 'requests'), lookEveryMs: 300 },
    signIn: { concurrency: 2 },
  };
  const credentials = {
    databasePassword: mariadb.password,
    sessionKeys: parseSessionKeys('a key for tests, 32 characters!!'),
  };
  const db = connectTo(mariadb);
  return {
    folder,
    mariadb,
    queue,
    cache,
    settings,
    credentials,
    env: { ...process.env, ...environment(folder, settings, credentials) },
    db,
    async stop() {
      await db.destroy();
      await Promise.all([mariadb.stop(), queue.stop(), cache.stop()]);
      removeFolder(folder);
    },
  };
}

function environment(folder: string, settings: Settings, credentials: Credentials): NodeJS.ProcessEnv {
  const secrets = join(folder, 'credentials');
  mkdirSync(secrets);
  writeFileSync(join(secrets, 'database-password'), `${credentials.databasePassword}\n`, { mode: 0o600 });
  writeFileSync(join(secrets, 'session-key'), `${credentials.sessionKeys.signing}\n`, { mode: 0o600 });
  writeFileSync(join(folder, 'settings.json'), JSON.stringify(settings));
  return { TEACHTRACK_SETTINGS: join(folder, 'settings.json'), CREDENTIALS_DIRECTORY: secrets };
}
