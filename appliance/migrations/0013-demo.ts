import type { Migration } from './migration.ts';

const options = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci';
const id = 'CHAR(26) CHARACTER SET ascii COLLATE ascii_bin';

/** What is demonstration data, so that it and nothing else can be taken away again. */
export const demo: Migration = {
  id: '0013-demo',
  statements: [
    `CREATE TABLE demo_school (
      school_id ${id} NOT NULL PRIMARY KEY,
      CONSTRAINT demo_school_school FOREIGN KEY (school_id) REFERENCES school (id) ON DELETE CASCADE
    ) ${options}`,
    `CREATE TABLE demo_user (
      user_id ${id} NOT NULL PRIMARY KEY,
      CONSTRAINT demo_user_user FOREIGN KEY (user_id) REFERENCES user (id) ON DELETE CASCADE
    ) ${options}`,
  ],
};
