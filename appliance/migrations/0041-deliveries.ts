import type { Migration } from './migration.ts';

const options = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci';
const id = 'CHAR(26) CHARACTER SET ascii COLLATE ascii_bin';
const moments =
  'created_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3), updated_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3)';

/** What became of the lessons, and how missed ones are made up for. */
export const deliveries: Migration = {
  id: '0041-deliveries',
  statements: [
    `CREATE TABLE delivery (
      id ${id} NOT NULL PRIMARY KEY, school_id ${id} NOT NULL, allocation_id ${id} NOT NULL, lesson_date DATE NOT NULL, period SMALLINT NOT NULL,
      units SMALLINT NOT NULL, row_id ${id} NULL, outcome VARCHAR(20) NOT NULL, reason VARCHAR(30) NULL,
      note VARCHAR(1000) NOT NULL DEFAULT '', remarks VARCHAR(1000) NOT NULL DEFAULT '', entered_by ${id} NULL, ${moments},
      UNIQUE KEY delivery_lesson (allocation_id, lesson_date, period), KEY delivery_row (row_id),
      CONSTRAINT delivery_allocation FOREIGN KEY (allocation_id) REFERENCES allocation (id) ON DELETE CASCADE,
      CONSTRAINT delivery_row FOREIGN KEY (row_id) REFERENCES scheme_row (id) ON DELETE SET NULL,
      CONSTRAINT delivery_entered FOREIGN KEY (entered_by) REFERENCES user (id) ON DELETE SET NULL
    ) ${options}`,
    `CREATE TABLE delivery_op (
      user_id ${id} NOT NULL, client_op_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      created_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
      PRIMARY KEY (user_id, client_op_id), KEY delivery_op_created (created_at),
      CONSTRAINT delivery_op_user FOREIGN KEY (user_id) REFERENCES user (id) ON DELETE CASCADE
    ) ${options}`,
    `CREATE TABLE recovery (
      delivery_id ${id} NOT NULL PRIMARY KEY, school_id ${id} NOT NULL, allocation_id ${id} NOT NULL, way VARCHAR(20) NOT NULL,
      planned_date DATE NULL, planned_period SMALLINT NULL, done_at DATE NULL, reason_not_done VARCHAR(300) NOT NULL DEFAULT '', ${moments},
      KEY recovery_planned (allocation_id, planned_date),
      CONSTRAINT recovery_delivery FOREIGN KEY (delivery_id) REFERENCES delivery (id) ON DELETE CASCADE,
      CONSTRAINT recovery_allocation FOREIGN KEY (allocation_id) REFERENCES allocation (id) ON DELETE CASCADE
    ) ${options}`,
  ],
};
