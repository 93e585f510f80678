import { readCredentials, readSettings } from '../config.ts';
import { connectDatabase } from '../database/connect.ts';
import { seed } from '../seed/seed.ts';
import type { Migration } from './migration.ts';
import { migrate, pendingBreaks, pendingStatements } from './run.ts';

const usage = 'usage: migrate [--pending] [--json]';

/** The command line: to the schema of these migrations, or with `--pending` what that would do. Rejects when it failed. */
export async function migrateCommand(args: readonly string[], migrations: readonly Migration[]): Promise<void> {
  const unknown = args.filter((arg) => arg !== '--pending' && arg !== '--json');
  if (unknown.length > 0) throw new Error(`${usage}: what is ${unknown.join(' ')}?`);
  const settings = readSettings();
  const db = connectDatabase({
    settings: settings.database,
    password: readCredentials().databasePassword,
    pool: { connectionLimit: 2, maxIdle: 1 },
    queryTimeoutMs: 3_600_000,
    acquireTimeoutMs: 10_000,
  });
  const json = args.includes('--json');
  try {
    if (args.includes('--pending')) {
      const pending = await pendingStatements(db, migrations);
      const breaking = await pendingBreaks(db, migrations);
      print(json, { pending, breaking }, pending.length === 0 ? ['nothing to do'] : pending);
      return;
    }
    let seeded: readonly string[] = [];
    // Still under the lock: one that was thought killed may be filling in the same beginnings.
    const applied = await migrate(db, migrations, async () => {
      seeded = await seed(db, settings);
    });
    print(json, { applied, seeded }, [...applied, ...seeded, 'the schema is up to date']);
  } finally {
    await db.destroy();
  }
}

function print(json: boolean, facts: object, lines: readonly string[]): void {
  process.stdout.write(json ? `${JSON.stringify(facts)}\n` : `${lines.join('\n')}\n`);
}
