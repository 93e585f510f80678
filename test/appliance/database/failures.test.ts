import { readFile } from 'node:fs/promises';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { connectDatabase } from '../../../appliance/database/connect.ts';
import { errorCode, isDatabaseAway } from '../../../appliance/database/failures.ts';

test('a database that is not there is away; a file that is not there is another matter, though both have one code', async () => {
  const nowhere = '/nowhere/at/all';
  const db = connectDatabase({
    settings: {
      ...{ socketPath: nowhere, user: 'nobody', name: 'none', folder: undefined },
      ...{ api: { connectionLimit: 1, maxIdle: 1 }, worker: { connectionLimit: 1, maxIdle: 1 } },
    },
    password: '',
    pool: { connectionLimit: 1, maxIdle: 1 },
    queryTimeoutMs: 60_000,
    acquireTimeoutMs: 60_000,
  });
  const errors = await Promise.all([
    sql`SELECT 1`.execute(db).catch((error: unknown) => error),
    db
      .transaction()
      .execute(() => readFile(nowhere))
      .catch((error: unknown) => error),
    readFile(nowhere).catch((error: unknown) => error),
  ]);
  await db.destroy();
  expect(errors.map(errorCode)).toEqual(['ENOENT', 'ENOENT', 'ENOENT']);
  expect(errors.map(isDatabaseAway)).toEqual([true, true, false]);
});
