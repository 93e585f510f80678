import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import { readCredentials, readSettings } from './config.ts';
import { connectDatabase, type Database } from './database/connect.ts';
import { inviteGuests, removeGuests } from './verify/guests.ts';
import { journey } from './verify/journey.ts';
import { createVisitor } from './verify/visitor.ts';

/**
 * `verify [--origin URL]… [--ca FILE] [--connect ADDRESS]`: a teacher's journey through each origin (by default every
 * one of the settings), as guests of its own that are removed again. `verify --socket PATH`: the part of it that one API
 * instance answers by itself, past the web server and the workers. One line of JSON for every check on stdout,
 * `{"check","origin","ok","detail","ms"}`; exit 0 only when all passed.
 */
async function main(): Promise<boolean> {
  const { values } = parseArgs({
    options: {
      origin: { type: 'string', multiple: true },
      ca: { type: 'string' },
      connect: { type: 'string' },
      socket: { type: 'string' },
    },
  });
  const settings = readSettings();
  const all = values.origin ?? settings.origins;
  const origins = values.socket === undefined ? all : all.filter((one) => one.startsWith('http:')).slice(0, 1);
  if (origins.length === 0) throw new Error('no --origin is given and the settings name none');
  const authority = values.ca === undefined ? undefined : readFileSync(values.ca, 'utf8');
  const db = connectDatabase({
    settings: settings.database,
    password: readCredentials().databasePassword,
    pool: { connectionLimit: 3, maxIdle: 3 },
    queryTimeoutMs: 30_000,
    acquireTimeoutMs: 10_000,
  });
  try {
    return await alone(db, async () => {
      const left = await removeGuests(db);
      if (left > 0) report('leftovers-removed', '-', true, `${left} school(s) of an interrupted verification`, 0);
      try {
        const guests = await inviteGuests(db);
        const password = { current: guests.teacher.password };
        let passed = true;
        for (const origin of origins) {
          const visitor = createVisitor({
            ...{ origin, authority, connectTo: values.connect, socketPath: values.socket, timeoutMs: 15_000 },
          });
          for (const { check, look, withWorkers } of journey(visitor, guests, password)) {
            if (withWorkers === true && values.socket !== undefined) continue;
            passed = (await checked(check, origin, look)) && passed;
          }
        }
        return passed;
      } finally {
        await removeGuests(db);
      }
    });
  } finally {
    await db.destroy();
  }
}

async function checked(check: string, origin: string, look: () => Promise<string>): Promise<boolean> {
  const start = performance.now();
  const ms = () => Math.round(performance.now() - start);
  try {
    const detail = await look();
    report(check, origin, true, detail, ms());
    return true;
  } catch (error) {
    report(check, origin, false, error instanceof Error ? error.message : String(error), ms());
    return false;
  }
}

function report(check: string, origin: string, ok: boolean, detail: string, ms: number): void {
  process.stdout.write(`${JSON.stringify({ check, origin, ok, detail, ms })}\n`);
}

/** Two verifications at once would remove each other's guests. */
async function alone<Result>(db: Database, work: () => Promise<Result>): Promise<Result> {
  return db.connection().execute(async (connection) => {
    const taken = await sql<{ taken: number | null }>`SELECT GET_LOCK('teachtrack-verify', 20) AS taken`.execute(
      connection,
    );
    if (taken.rows[0]?.taken !== 1) throw new Error('another verification is running');
    try {
      return await work();
    } finally {
      await sql`SELECT RELEASE_LOCK('teachtrack-verify')`.execute(connection);
    }
  });
}

main()
  .then((passed) => {
    process.exitCode = passed ? 0 : 1;
  })
  .catch((error) => {
    report('verification', '-', false, error instanceof Error ? error.message : String(error), 0);
    process.exitCode = 2;
  });
