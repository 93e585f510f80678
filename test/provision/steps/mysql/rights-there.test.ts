import { describe, expect, test } from 'vitest';
import { judgedRights } from '../../../../provision/steps/mysql/rights-there.ts';

const onSchema =
  'SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, REFERENCES, INDEX, ALTER, CREATE TEMPORARY TABLES, LOCK TABLES, EXECUTE, CREATE VIEW, SHOW VIEW, CREATE ROUTINE, ALTER ROUTINE, EVENT, TRIGGER';
const judged = (...lines: readonly string[]) =>
  judgedRights(
    lines.map((line) => [line]),
    'teachtrack',
  );

describe('an administrator’s sign-in is enough', () => {
  test('as MariaDB says it of one who may do everything', () => {
    expect(
      judged("GRANT ALL PRIVILEGES ON *.* TO `dba`@`%` IDENTIFIED BY PASSWORD '*AB' REQUIRE SSL WITH GRANT OPTION"),
    ).toEqual([]);
  });

  test('as MySQL says it, every right by its name, those of this server’s version and roles on lines of their own', () => {
    expect(
      judged(
        `GRANT ${onSchema}, RELOAD, CREATE USER, CREATE ROLE ON *.* TO \`dba\`@\`%\` WITH GRANT OPTION`,
        'GRANT APPLICATION_PASSWORD_ADMIN,AUDIT_ADMIN ON *.* TO `dba`@`%` WITH GRANT OPTION',
        'GRANT `keepers`@`%` TO `dba`@`%`',
      ),
    ).toEqual([]);
  });

  test('when it is limited to names that begin with ours', () => {
    expect(
      judged(
        'GRANT CREATE USER ON *.* TO `dba`@`%`',
        'GRANT ALL PRIVILEGES ON `teachtrack%`.* TO `dba`@`%` WITH GRANT OPTION',
      ),
    ).toEqual([]);
    expect(
      judged(
        'GRANT CREATE USER ON *.* TO "dba"@"%"',
        'GRANT ALL PRIVILEGES ON "teachtrack".* TO "dba"@"%" WITH GRANT OPTION',
        'GRANT ALL PRIVILEGES ON "teachtrack\\_%".* TO "dba"@"%" WITH GRANT OPTION',
      ),
    ).toEqual([]);
  });
});

describe('what it lacks is named', () => {
  test('accounts', () => {
    expect(judged(`GRANT ${onSchema} ON *.* TO \`dba\`@\`%\` WITH GRANT OPTION`)).toEqual([
      expect.stringMatching(/CREATE USER/),
    ]);
  });

  test('giving away what it has', () => {
    expect(judged('GRANT ALL PRIVILEGES ON *.* TO `dba`@`%`')).toEqual([
      expect.stringMatching(/^on teachtrack\.\* it lacks GRANT OPTION/),
      expect.stringMatching(/^on teachtrack_restore\.\* it lacks GRANT OPTION/),
    ]);
  });

  test('the copies beside the data, and single rights', () => {
    expect(
      judged(
        'GRANT CREATE USER ON *.* TO `dba`@`%`',
        'GRANT ALL PRIVILEGES ON `teachtrack`.* TO `dba`@`%` WITH GRANT OPTION',
        `GRANT ${onSchema.replace(', EVENT, TRIGGER', '')} ON \`teachtrack\\_%\`.* TO \`dba\`@\`%\` WITH GRANT OPTION`,
      ),
    ).toEqual([expect.stringMatching(/^on teachtrack_restore\.\* it lacks EVENT, TRIGGER,/)]);
  });

  test('everything, of somebody with a single table and of nobody', () => {
    const lacking = judged('GRANT USAGE ON *.* TO `x`@`%`', 'GRANT SELECT ON `teachtrack`.`user` TO `x`@`%`');
    expect(lacking).toHaveLength(3);
    expect(judgedRights([], 'teachtrack')).toEqual(lacking);
  });
});
