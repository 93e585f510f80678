import { readCredentials, readSettings } from './config.ts';
import { connectDatabase } from './database/connect.ts';
import { migrations } from './migrations/index.ts';
import { migrate, pendingStatements } from './migrations/run.ts';
import { seed } from './seed/seed.ts';

const usage = 'usage: migrate [--pending] [--json]';

/** `migrate`: to this release's schema. `migrate --pending`: what that would do. Exit 0 when done, 1 when it failed. */
async function main(args: readonly string[]): Promise<void> {
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
      print(json, { pending }, pending.length === 0 ? ['nothing to do'] : pending);
      return;
    }
    const applied = await migrate(db, migrations);
    const seeded = await seed(db, settings);
    print(json, { applied, seeded }, [...applied, ...seeded, 'the schema is up to date']);
  } finally {
    await db.destroy();
  }
}

function print(json: boolean, facts: object, lines: readonly string[]): void {
  process.stdout.write(json ? `${JSON.stringify(facts)}\n` : `${lines.join('\n')}\n`);
}

main(process.argv.slice(2)).catch((error) => {
  process.stderr.write(`migrate: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
