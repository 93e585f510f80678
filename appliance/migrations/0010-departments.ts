import type { Migration } from './migration.ts';

const options = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci';
const id = 'CHAR(26) CHARACTER SET ascii COLLATE ascii_bin';
const moments =
  'created_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3), updated_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3)';

export const departments: Migration = {
  id: '0010-departments',
  statements: [
    `CREATE TABLE department (
      id ${id} NOT NULL PRIMARY KEY, school_id ${id} NOT NULL, name VARCHAR(80) NOT NULL, ${moments},
      UNIQUE KEY department_name (school_id, name),
      CONSTRAINT department_school FOREIGN KEY (school_id) REFERENCES school (id) ON DELETE CASCADE
    ) ${options}`,
    `ALTER TABLE membership ADD COLUMN department_id ${id} NULL,
      ADD KEY membership_department (department_id, user_id),
      ADD CONSTRAINT membership_department FOREIGN KEY (department_id) REFERENCES department (id)`,
  ],
};
