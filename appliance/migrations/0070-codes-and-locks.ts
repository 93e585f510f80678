import type { Migration } from './migration.ts';

const options = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci';
const id = 'CHAR(26) CHARACTER SET ascii COLLATE ascii_bin';

/** Sessions on computers that many use, and what a person has asked to be given of their own data. */
export const codesAndLocks: Migration = {
  id: '0070-codes-and-locks',
  statements: [
    `ALTER TABLE session ADD COLUMN seen_at DATETIME(3) NULL, ADD COLUMN unlock_attempts SMALLINT NOT NULL DEFAULT 0`,
    'ALTER TABLE lesson_plan_op ADD KEY lesson_plan_op_created (created_at)',
    `CREATE TABLE account_export (
      id ${id} NOT NULL PRIMARY KEY, owner_id ${id} NOT NULL, file LONGBLOB NOT NULL, expires_at DATETIME(3) NOT NULL,
      KEY account_export_owner (owner_id), KEY account_export_expires (expires_at),
      CONSTRAINT account_export_owner FOREIGN KEY (owner_id) REFERENCES user (id) ON DELETE CASCADE
    ) ${options}`,
  ],
};
