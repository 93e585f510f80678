import type { Migration } from './migration.ts';

const options = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci';
const id = 'CHAR(26) CHARACTER SET ascii COLLATE ascii_bin';
const moments =
  'created_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3), updated_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3)';

/** Files of people on their way in, and sheets of sign-in slips until they are printed. */
export const peopleImport: Migration = {
  id: '0012-people-import',
  statements: [
    `CREATE TABLE people_import (
      id ${id} NOT NULL PRIMARY KEY, owner_id ${id} NOT NULL, school_id ${id} NULL, file_name VARCHAR(200) NOT NULL,
      file MEDIUMBLOB NOT NULL, state VARCHAR(20) NOT NULL, headings MEDIUMTEXT NOT NULL, mapping TEXT NULL,
      notes TEXT NOT NULL, problem VARCHAR(500) NULL, end_left TINYINT NOT NULL DEFAULT 0, ${moments},
      KEY people_import_owner (owner_id, id),
      CONSTRAINT people_import_owner FOREIGN KEY (owner_id) REFERENCES user (id) ON DELETE CASCADE,
      CONSTRAINT people_import_school FOREIGN KEY (school_id) REFERENCES school (id) ON DELETE CASCADE
    ) ${options}`,
    `CREATE TABLE people_import_row (
      import_id ${id} NOT NULL, line_number INT NOT NULL, state VARCHAR(12) NOT NULL, user_id ${id} NULL,
      record MEDIUMTEXT NOT NULL, reasons MEDIUMTEXT NOT NULL, outcome VARCHAR(12) NULL,
      PRIMARY KEY (import_id, line_number), KEY people_import_row_state (import_id, state, line_number),
      CONSTRAINT people_import_row_import FOREIGN KEY (import_id) REFERENCES people_import (id) ON DELETE CASCADE
    ) ${options}`,
    `CREATE TABLE slip_sheet (
      id ${id} NOT NULL PRIMARY KEY, owner_id ${id} NOT NULL, people INT NOT NULL, pdf LONGBLOB NOT NULL,
      expires_at DATETIME(3) NOT NULL,
      KEY slip_sheet_expires (expires_at),
      CONSTRAINT slip_sheet_owner FOREIGN KEY (owner_id) REFERENCES user (id) ON DELETE CASCADE
    ) ${options}`,
  ],
};
