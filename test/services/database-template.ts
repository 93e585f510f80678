import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Settings } from '../../appliance/config.ts';
import { connectDatabase, type Database } from '../../appliance/database/connect.ts';
import { migrations } from '../../appliance/migrations/index.ts';
import { migrate } from '../../appliance/migrations/run.ts';
import { seed } from '../../appliance/seed/seed.ts';
import { sourcesDigest } from '../../installer/bundle/release/sources.ts';
import { type Mariadb, startMariadb } from './mariadb.ts';
import { temporaryFolder } from './process.ts';

const root = resolve(import.meta.dirname, '../..');
const kept = 2;

type Wish = Pick<Settings, 'displayName' | 'timeZone'>;

/**
 * The folder of a stopped server whose database has the schema and the beginnings. It is made once for the same sources
 * and copied by everybody: to make it takes seconds.
 */
export async function databaseTemplate(settings: Wish): Promise<string> {
  const parent = join(root, 'dist/cache');
  const folders = [
    'appliance/migrations',
    'appliance/seed',
    'appliance/curriculum',
    'appliance/database',
    'test/services',
  ];
  // The beginnings are of the year, as it is there.
  const year = new Intl.DateTimeFormat('en', { year: 'numeric', timeZone: settings.timeZone }).format(new Date());
  const key = await sourcesDigest(root, folders, { ...settings, year });
  const folder = join(parent, `database-${key}`);
  if (existsSync(folder)) return folder;
  // Where the database's account gets to as well: a clone may lie in somebody's home.
  const making = temporaryFolder('database');
  const mariadb = await startMariadb(making);
  const db = connectTo(mariadb);
  await migrate(db, migrations);
  await seed(db, settings);
  await db.destroy();
  await mariadb.stop();
  mkdirSync(parent, { recursive: true });
  const copy = join(parent, `making-database-${process.pid}`);
  execFileSync('cp', ['-a', making, copy]);
  rmSync(making, { recursive: true });
  try {
    renameSync(copy, folder);
  } catch (error) {
    // Another test process was quicker.
    if (!existsSync(folder)) throw error;
    rmSync(copy, { recursive: true });
  }
  removeOld(parent);
  return folder;
}

export function connectTo({ socketPath, user, database, password }: Mariadb): Database {
  return connectDatabase({
    settings: {
      ...{ socketPath, user, name: database },
      ...{ api: { connectionLimit: 4, maxIdle: 2 }, worker: { connectionLimit: 4, maxIdle: 2 } },
    },
    password,
    pool: { connectionLimit: 4, maxIdle: 2 },
    queryTimeoutMs: 120_000,
    acquireTimeoutMs: 60_000,
  });
}

function removeOld(parent: string): void {
  const aged = readdirSync(parent)
    .filter((name) => name.startsWith('database-'))
    .map((name) => ({ name, madeMs: statSync(join(parent, name), { throwIfNoEntry: false })?.mtimeMs ?? 0 }))
    .sort((one, other) => other.madeMs - one.madeMs);
  for (const { name } of aged.slice(kept)) rmSync(join(parent, name), { recursive: true, force: true });
}
