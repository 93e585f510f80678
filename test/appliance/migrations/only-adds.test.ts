import { expect, test } from 'vitest';
import { migrations } from '../../../appliance/migrations/index.ts';

/** What the release before cannot stumble over: new tables, new columns that fill themselves, new keys, widened ones. */
const additions = [
  /^CREATE TABLE /,
  /^CREATE( UNIQUE)? INDEX /,
  /^INSERT (IGNORE )?INTO /,
  /^ALTER TABLE \w+ (ADD (COLUMN|KEY|INDEX|CONSTRAINT|UNIQUE KEY|FULLTEXT KEY) (?!.*\b(DROP|RENAME|CHANGE)\b)|ADD \w+ )/,
];

const plain = (statement: string) => statement.replace(/\s+/g, ' ').trim();

/** Fills a column which the same migration adds: the release before does not know it. */
function fillsItsOwn(statement: string, all: readonly string[]): boolean {
  const [, table, column] = /^UPDATE (\w+) SET (\w+) = /.exec(statement) ?? [];
  return table !== undefined && all.some((one) => one.startsWith(`ALTER TABLE ${table} ADD COLUMN ${column} `));
}

const isAddition = (statement: string, all: readonly string[]) =>
  additions.some((one) => one.test(statement)) || fillsItsOwn(statement, all);

/** Part of the very first release: there is none before it. */
const ofTheFirstRelease = new Set(['0020-timetables', '0021-curriculum-versions', '0030-jobs']);

test('every migration only adds, or says that the release before it cannot work after it', () => {
  const silent = migrations.flatMap(({ id, statements, breaks }) =>
    breaks === true || ofTheFirstRelease.has(id)
      ? []
      : statements
          .map(plain)
          .filter((text, _, all) => !isAddition(text, all))
          .map((text) => `${id}: ${text.slice(0, 120)}`),
  );
  expect(silent).toEqual([]);
});
