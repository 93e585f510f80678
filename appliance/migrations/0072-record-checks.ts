import type { Migration } from './migration.ts';

const options = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci';
const id = 'CHAR(26) CHARACTER SET ascii COLLATE ascii_bin';

/** The weekly look at a record of work: one tick for a class, learning area and week. */
export const recordChecks: Migration = {
  id: '0072-record-checks',
  statements: [
    `CREATE TABLE record_check (
      allocation_id ${id} NOT NULL, week_start DATE NOT NULL, school_id ${id} NOT NULL, role VARCHAR(30) NOT NULL,
      checked_by ${id} NULL, checked_at DATETIME(3) NOT NULL, note VARCHAR(500) NOT NULL DEFAULT '',
      PRIMARY KEY (allocation_id, week_start), KEY record_check_school (school_id, week_start),
      CONSTRAINT record_check_allocation FOREIGN KEY (allocation_id) REFERENCES allocation (id) ON DELETE CASCADE,
      CONSTRAINT record_check_by FOREIGN KEY (checked_by) REFERENCES user (id) ON DELETE SET NULL
    ) ${options}`,
  ],
};
