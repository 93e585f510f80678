import type { Migration } from './migration.ts';

const options = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci';
const id = 'CHAR(26) CHARACTER SET ascii COLLATE ascii_bin';
const moments =
  'created_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3), updated_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3)';

/** Lessons of all schemes of a school placed anew, after the calendar was changed: first looked at, then done. */
export const reflows: Migration = {
  id: '0081-reflows',
  statements: [
    `CREATE TABLE reflow (
      id ${id} NOT NULL PRIMARY KEY, owner_id ${id} NOT NULL, school_id ${id} NOT NULL, from_date DATE NOT NULL,
      stage VARCHAR(10) NOT NULL, problem VARCHAR(500) NULL, summary MEDIUMTEXT NOT NULL, ${moments},
      KEY reflow_owner (owner_id, id), KEY reflow_created (created_at),
      CONSTRAINT reflow_owner FOREIGN KEY (owner_id) REFERENCES user (id) ON DELETE CASCADE,
      CONSTRAINT reflow_school FOREIGN KEY (school_id) REFERENCES school (id) ON DELETE CASCADE
    ) ${options}`,
  ],
};
