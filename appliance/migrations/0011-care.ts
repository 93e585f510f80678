import type { Migration } from './migration.ts';

const options = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci';
const id = 'CHAR(26) CHARACTER SET ascii COLLATE ascii_bin';
const hash = 'CHAR(64) CHARACTER SET ascii COLLATE ascii_bin';

/** What looking after people needs: who reset a password, codes instead of e-mail, and computers that many use. */
export const care: Migration = {
  id: '0011-care',
  statements: [
    `ALTER TABLE user ADD COLUMN last_sign_in_at DATETIME(3) NULL, ADD COLUMN notice_seen SMALLINT NOT NULL DEFAULT 0,
      ADD COLUMN pin_hash VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NULL,
      ADD COLUMN reset_by ${id} NULL, ADD COLUMN reset_at DATETIME(3) NULL,
      ADD KEY user_full_name (full_name, id)`,
    `ALTER TABLE session ADD COLUMN shared TINYINT NOT NULL DEFAULT 0, ADD COLUMN locked_at DATETIME(3) NULL`,
    `CREATE TABLE reset_code (
      user_id ${id} NOT NULL PRIMARY KEY, code_hash ${hash} NOT NULL, issued_by ${id} NOT NULL,
      expires_at DATETIME(3) NOT NULL, attempts SMALLINT NOT NULL DEFAULT 0,
      CONSTRAINT reset_code_user FOREIGN KEY (user_id) REFERENCES user (id) ON DELETE CASCADE
    ) ${options}`,
    `CREATE TABLE recovery_code (
      code_hash ${hash} NOT NULL PRIMARY KEY, user_id ${id} NOT NULL, used_at DATETIME(3) NULL,
      KEY recovery_code_user (user_id),
      CONSTRAINT recovery_code_user FOREIGN KEY (user_id) REFERENCES user (id) ON DELETE CASCADE
    ) ${options}`,
  ],
};
