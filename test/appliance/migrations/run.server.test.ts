import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { migrations } from '../../../appliance/migrations/index.ts';
import type { Migration } from '../../../appliance/migrations/migration.ts';
import { migrate, pendingStatements } from '../../../appliance/migrations/run.ts';
import { runEntry } from '../../services/entries.ts';
import { type Stack, startStack } from '../../services/stack.ts';

let stack: Stack;
const count = migrations.flatMap(({ statements }) => statements).length;

beforeAll(async () => {
  stack = await startStack({ migrated: false, entries: ['migrate'] });
});

afterAll(() => stack?.stop());

beforeEach(async () => {
  await sql.raw('DROP DATABASE teachtrack').execute(stack.db);
  await sql.raw('CREATE DATABASE teachtrack CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci').execute(stack.db);
  const { db } = stack;
  await Promise.all(Array.from({ length: 4 }, () => sql.raw('USE teachtrack').execute(db)));
});

async function schemaOf(): Promise<string[]> {
  const { rows } = await sql<{ line: string }>`
    SELECT CONCAT_WS(' ', table_name, column_name, column_type, is_nullable, column_key) AS line
    FROM information_schema.columns WHERE table_schema = 'teachtrack' ORDER BY table_name, ordinal_position`.execute(
    stack.db,
  );
  return rows.map(({ line }) => line);
}

test('an empty database gets everything, and a second run finds nothing to do', async () => {
  expect(await pendingStatements(stack.db, migrations)).toHaveLength(count);
  expect(await migrate(stack.db, migrations)).toHaveLength(count);
  expect(await migrate(stack.db, migrations)).toEqual([]);
  expect(await pendingStatements(stack.db, migrations)).toEqual([]);
});

test('two runs at once do the work once', async () => {
  const [one, two] = await Promise.all([migrate(stack.db, migrations), migrate(stack.db, migrations)]);
  expect(one.length + two.length).toBe(count);
});

test('killed at any moment, the next run ends in the same schema', async () => {
  await migrate(stack.db, migrations);
  const wanted = await schemaOf();
  for (let killed = 0; killed < 3; killed++) {
    await sql.raw('DROP DATABASE teachtrack').execute(stack.db);
    await sql.raw('CREATE DATABASE teachtrack CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci').execute(stack.db);
    await Promise.all(Array.from({ length: 4 }, () => sql.raw('USE teachtrack').execute(stack.db)));
    const run = runEntry(stack, 'migrate');
    while ((await schemaOf()).length < 12 + 55 * killed) await sleep(2);
    run.kill('SIGKILL');
    await run.ended;
    await migrate(stack.db, migrations);
    expect(await schemaOf()).toEqual(wanted);
  }
});

test('a statement carried out but not written down is met again without harm', async () => {
  await migrate(stack.db, migrations);
  await sql`UPDATE schema_migration SET done_at = NULL WHERE migration = '0003-schemes'`.execute(stack.db);
  expect(await migrate(stack.db, migrations)).toHaveLength(migrations[2]?.statements.length ?? 0);
});

test('a migration changed after its release is refused by name', async () => {
  await migrate(stack.db, migrations);
  const [first, ...others] = migrations;
  const changed: Migration[] = [
    { id: first?.id ?? '', statements: ['SELECT 1', ...(first?.statements.slice(1) ?? [])] },
    ...others,
  ];
  await expect(migrate(stack.db, changed)).rejects.toThrow(/0001-people\/1 was applied with other contents/);
  await expect(pendingStatements(stack.db, changed)).rejects.toThrow(/0001-people/);
});

test('an earlier release runs on the schema of a later one, which only adds', async () => {
  const later = [...migrations, { id: '9999-later', statements: ['CREATE TABLE later (id INT PRIMARY KEY)'] }];
  await migrate(stack.db, later);
  expect(await migrate(stack.db, migrations)).toEqual([]);
});

test('a failing statement stops the run with its error and is tried again', async () => {
  const broken = [
    ...migrations,
    { id: '9999-broken', statements: ['CREATE TABLE good (id INT PRIMARY KEY)', 'CREATE TABLE ('] },
  ];
  await expect(migrate(stack.db, broken)).rejects.toThrow(/syntax/i);
  expect(await pendingStatements(stack.db, broken)).toEqual(['9999-broken 2/2']);
});

test('the entry lists what is pending, migrates, adds the beginnings and says so in JSON', async () => {
  const asked = runEntry(stack, 'migrate', ['--pending', '--json']);
  expect(await asked.ended).toBe(0);
  expect(JSON.parse(asked.output()).pending).toHaveLength(count);
  const run = runEntry(stack, 'migrate', ['--json']);
  expect(await run.ended).toBe(0);
  const { applied, seeded } = JSON.parse(run.output());
  expect(applied).toHaveLength(count);
  expect(seeded).toContain('curriculum Grade 4 Mathematics');
  const again = runEntry(stack, 'migrate', ['--json']);
  await again.ended;
  expect(JSON.parse(again.output())).toEqual({ applied: [], seeded: [] });
});

test('a database that cannot be reached is an exit code and a sentence', async () => {
  const env = { ...stack, env: { ...stack.env, CREDENTIALS_DIRECTORY: '/nowhere' } };
  const run = runEntry(env, 'migrate');
  expect(await run.ended).toBe(1);
  expect(run.output()).toMatch(/^migrate: .*database-password/);
});
