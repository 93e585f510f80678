import { parseArgs } from 'node:util';
import { readCredentials, readSettings } from './config.ts';
import { connectDatabase } from './database/connect.ts';
import { ensureAdministrator } from './features/people/administrator.ts';

const usage = 'usage: admin ensure-administrator --user NAME --name FULLNAME, with the password on standard input';

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { user: { type: 'string' }, name: { type: 'string' } },
  });
  const { user: userName, name: fullName } = values;
  if (positionals.join() !== 'ensure-administrator' || !userName || !fullName) throw new Error(usage);
  const db = connectDatabase({
    settings: readSettings().database,
    password: readCredentials().databasePassword,
    pool: { connectionLimit: 2, maxIdle: 1 },
    queryTimeoutMs: 30_000,
    acquireTimeoutMs: 10_000,
  });
  try {
    const outcome = await ensureAdministrator(db, { userName, fullName, password: readPassword });
    process.stdout.write(`${outcome}\n`);
  } finally {
    await db.destroy();
  }
}

/** The first line of standard input. */
async function readPassword(): Promise<string> {
  let text = '';
  for await (const piece of process.stdin.setEncoding('utf8')) text += piece;
  return text.split('\n')[0]?.replace(/\r$/, '') ?? '';
}

main().catch((error) => {
  process.stderr.write(`admin: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
