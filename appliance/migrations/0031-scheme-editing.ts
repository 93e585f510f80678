import type { Migration } from './migration.ts';

const options = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci';
const id = 'CHAR(26) CHARACTER SET ascii COLLATE ascii_bin';

export const schemeEditing: Migration = {
  id: '0031-scheme-editing',
  statements: [
    // JSON: names of cells kept as they are; and the version of the row at which a cell last changed.
    `ALTER TABLE scheme_row ADD COLUMN locked VARCHAR(2000) NOT NULL DEFAULT '[]'`,
    `ALTER TABLE scheme_row ADD COLUMN cell_versions VARCHAR(2000) NOT NULL DEFAULT '{}'`,
    'ALTER TABLE scheme ADD COLUMN archived_at DATETIME(3) NULL',
    `CREATE TABLE scheme_op (
      id ${id} NOT NULL PRIMARY KEY, scheme_id ${id} NOT NULL, user_id ${id} NOT NULL,
      client_op_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL, kind VARCHAR(20) NOT NULL, changes MEDIUMTEXT NOT NULL,
      undoes ${id} NULL, undone_at DATETIME(3) NULL, created_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
      UNIQUE KEY scheme_op_client (scheme_id, client_op_id), KEY scheme_op_user (scheme_id, user_id, id),
      CONSTRAINT scheme_op_scheme FOREIGN KEY (scheme_id) REFERENCES scheme (id) ON DELETE CASCADE
    ) ${options}`,
    `CREATE TABLE scheme_share (
      scheme_id ${id} NOT NULL PRIMARY KEY, link_id ${id} NOT NULL, created_by ${id} NOT NULL,
      created_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
      UNIQUE KEY scheme_share_link (link_id),
      CONSTRAINT scheme_share_scheme FOREIGN KEY (scheme_id) REFERENCES scheme (id) ON DELETE CASCADE
    ) ${options}`,
    `CREATE TABLE lesson_plan (
      id ${id} NOT NULL PRIMARY KEY, scheme_id ${id} NOT NULL, row_id ${id} NOT NULL, template_key VARCHAR(60) NOT NULL,
      template_version INT NOT NULL, overrides MEDIUMTEXT NOT NULL, version INT NOT NULL, prepared_at DATETIME(3) NULL, findings SMALLINT NOT NULL DEFAULT 0,
      created_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3), updated_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3),
      UNIQUE KEY lesson_plan_row (row_id), KEY lesson_plan_scheme (scheme_id),
      CONSTRAINT lesson_plan_scheme FOREIGN KEY (scheme_id) REFERENCES scheme (id) ON DELETE CASCADE,
      CONSTRAINT lesson_plan_row FOREIGN KEY (row_id) REFERENCES scheme_row (id) ON DELETE CASCADE
    ) ${options}`,
    `CREATE TABLE lesson_plan_op (
      plan_id ${id} NOT NULL, client_op_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      created_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
      PRIMARY KEY (plan_id, client_op_id),
      CONSTRAINT lesson_plan_op_plan FOREIGN KEY (plan_id) REFERENCES lesson_plan (id) ON DELETE CASCADE
    ) ${options}`,
  ],
};
