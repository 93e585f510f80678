import { parseArgs } from 'node:util';
import { readCredentials, readSettings } from './config.ts';
import { connectDatabase } from './database/connect.ts';
import { buildDemo } from './seed/demo/build.ts';
import { removeDemo } from './seed/demo/remove.ts';

const usage = 'usage: demo seed [--schools 40] [--teachers 2000] [--no-schemes] [--json] | demo remove [--json]';

/** Demonstration data: made and taken away. Progress goes to the standard error, the outcome to the standard output. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      schools: { type: 'string', default: '40' },
      teachers: { type: 'string', default: '2000' },
      'no-schemes': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  const [act] = positionals;
  if (positionals.length !== 1 || (act !== 'seed' && act !== 'remove')) throw new Error(usage);
  const schools = countOf('--schools', values.schools, 500);
  const teachers = countOf('--teachers', values.teachers, 20_000);
  if (teachers < schools) throw new Error('every school needs at least one teacher');
  const db = connectDatabase({
    settings: readSettings().database,
    password: readCredentials().databasePassword,
    pool: { connectionLimit: 2, maxIdle: 1 },
    queryTimeoutMs: 600_000,
    acquireTimeoutMs: 10_000,
  });
  const print = (facts: object, lines: readonly string[]) =>
    process.stdout.write(values.json ? `${JSON.stringify(facts)}\n` : `${lines.join('\n')}\n`);
  try {
    if (act === 'remove') {
      const gone = await removeDemo(db);
      print(gone, [`Removed ${gone.schools} schools and ${gone.people} people of the demonstration data.`]);
      return;
    }
    const wish = { schools, teachers, schemes: !values['no-schemes'] };
    const done = await buildDemo(db, wish, (line) => process.stderr.write(`${line}\n`));
    print(done, [
      `${done.schools} schools, ${done.teachers} teachers, ${done.classes} classes, ${done.lessons} lessons a week, ${done.schemes} schemes of work.`,
      `Sign in as ${done.firstUser} (a head) to ${done.lastUser} with this passphrase, which is not shown again:`,
      `  ${done.passphrase}`,
    ]);
  } finally {
    await db.destroy();
  }
}

function countOf(flag: string, text: string, most: number): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1 && count <= most) return count;
  throw new Error(`${flag} is a whole number from 1 to ${most}, not "${text}"`);
}

main().catch((error) => {
  process.stderr.write(`demo: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
