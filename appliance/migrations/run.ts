import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Database } from '../database/connect.ts';
import { errorCode } from '../database/failures.ts';
import type { Migration } from './migration.ts';

export class MigrationRefused extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'MigrationRefused';
  }
}

/** Says at which statement; the next run goes on with that one. */
class MigrationFailed extends Error {
  constructor(label: string, cause: unknown) {
    super(`${label} failed: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.name = 'MigrationFailed';
  }
}

type Recorded = { migration: string; statement: number; checksum: string; done_at: Date | null };

/** What a statement says that was carried out before, when its record was lost to a kill or a power cut. */
const alreadyThere = new Set([
  'ER_TABLE_EXISTS_ERROR',
  'ER_DUP_FIELDNAME',
  'ER_DUP_KEYNAME',
  'ER_CANT_DROP_FIELD_OR_KEY',
  'ER_BAD_TABLE_ERROR',
  'ER_FK_DUP_NAME',
  'ER_DUP_CONSTRAINT_NAME',
]);

/** Statements still to be carried out, as `0003-schemes 2/6`. Throws `MigrationRefused` when history differs from ours. */
export async function pendingStatements(db: Database, migrations: readonly Migration[]): Promise<string[]> {
  return (await pendingSteps(db, migrations)).map((step) => step.label);
}

/** Those of the pending migrations over which going back restores the database. */
export async function pendingBreaks(db: Database, migrations: readonly Migration[]): Promise<string[]> {
  const pending = new Set((await pendingSteps(db, migrations)).map((step) => step.migration));
  return migrations.filter(({ id, breaks }) => breaks === true && pending.has(id)).map(({ id }) => id);
}

async function pendingSteps(db: Database, migrations: readonly Migration[]): Promise<Step[]> {
  const records = await recorded(db);
  refuseStrangeHistory(records, migrations);
  return steps(migrations).filter((step) => records.get(step.key)?.done_at == null);
}

/**
 * Brings the schema up to date; safe to run at any time, also twice at once and after being killed half-way. `afterwards`
 * is done before anybody else may migrate. Gives the statements carried out.
 */
export async function migrate(
  db: Database,
  migrations: readonly Migration[],
  afterwards: () => Promise<void> = async () => undefined,
): Promise<string[]> {
  return db.connection().execute(async (connection) => {
    await takeLock(connection);
    try {
      await sql`CREATE TABLE IF NOT EXISTS schema_migration (
        migration VARCHAR(100) NOT NULL, statement INT NOT NULL, checksum CHAR(64) NOT NULL,
        begun_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3), done_at DATETIME(3) NULL,
        PRIMARY KEY (migration, statement)
      ) ENGINE=InnoDB DEFAULT CHARSET=ascii COLLATE=ascii_bin`.execute(connection);
      const records = await recorded(connection);
      refuseStrangeHistory(records, migrations);
      const carriedOut: string[] = [];
      for (const step of steps(migrations)) {
        const record = records.get(step.key);
        if (record?.done_at != null) continue;
        await carryOut(connection, step, record !== undefined);
        carriedOut.push(step.label);
      }
      await afterwards();
      return carriedOut;
    } finally {
      await sql`SELECT RELEASE_LOCK(${lockName})`.execute(connection);
    }
  });
}

const lockName = 'teachtrack-migrate';

async function takeLock(connection: Database): Promise<void> {
  const { rows } = await sql<{ taken: number | null }>`SELECT GET_LOCK(${lockName}, 60) AS taken`.execute(connection);
  if (rows[0]?.taken !== 1) throw new MigrationRefused('another migration has been running for over a minute');
}

type Step = { key: string; label: string; migration: string; statement: number; text: string; checksum: string };

function steps(migrations: readonly Migration[]): Step[] {
  return migrations.flatMap(({ id, statements }) =>
    statements.map((text, index) => ({
      key: `${id}/${index + 1}`,
      label: `${id} ${index + 1}/${statements.length}`,
      migration: id,
      statement: index + 1,
      text,
      checksum: createHash('sha256').update(text.replace(/\s+/g, ' ').trim()).digest('hex'),
    })),
  );
}

async function recorded(db: Database): Promise<Map<string, Recorded>> {
  try {
    const { rows } = await sql<Recorded>`SELECT migration, statement, checksum, done_at FROM schema_migration`.execute(
      db,
    );
    return new Map(rows.map((row) => [`${row.migration}/${row.statement}`, row]));
  } catch (error) {
    if (errorCode(error) === 'ER_NO_SUCH_TABLE') return new Map();
    throw error;
  }
}

function refuseStrangeHistory(records: ReadonlyMap<string, Recorded>, migrations: readonly Migration[]): void {
  const known = new Map(steps(migrations).map((step) => [step.key, step]));
  const newest = migrations.at(-1)?.id ?? '';
  for (const [key, record] of records) {
    const step = known.get(key);
    // A later release only adds to the schema, so that this one can be put back in its place.
    if (step === undefined && record.migration > newest) continue;
    if (step === undefined) throw new MigrationRefused(`${key} was applied by a release with another history`);
    if (step.checksum !== record.checksum) {
      throw new MigrationRefused(`${key} was applied with other contents than this release has`);
    }
  }
}

async function carryOut(connection: Database, step: Step, begunBefore: boolean): Promise<void> {
  if (!begunBefore) {
    await sql`INSERT INTO schema_migration (migration, statement, checksum) VALUES (${step.migration}, ${step.statement}, ${step.checksum})`.execute(
      connection,
    );
  }
  try {
    await sql.raw(step.text).execute(connection);
  } catch (error) {
    if (!begunBefore || !alreadyThere.has(errorCode(error) ?? '')) throw new MigrationFailed(step.label, error);
  }
  await sql`UPDATE schema_migration SET done_at = CURRENT_TIMESTAMP(3) WHERE migration = ${step.migration} AND statement = ${step.statement}`.execute(
    connection,
  );
}
