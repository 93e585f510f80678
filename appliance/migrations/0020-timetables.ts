import type { Migration } from './migration.ts';

const options = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci';
const id = 'CHAR(26) CHARACTER SET ascii COLLATE ascii_bin';
const moments =
  'created_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3), updated_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3)';

export const timetables: Migration = {
  id: '0020-timetables',
  statements: [
    'ALTER TABLE class_stream ADD UNIQUE KEY class_stream_name (school_id, grade, name)',
    'ALTER TABLE class_stream DROP KEY class_stream_school',
    `CREATE TABLE school_period (
      id ${id} NOT NULL PRIMARY KEY, school_id ${id} NOT NULL, grade VARCHAR(40) NOT NULL, period SMALLINT NOT NULL,
      start_time CHAR(5) CHARACTER SET ascii COLLATE ascii_bin NOT NULL, minutes SMALLINT NOT NULL, ${moments},
      UNIQUE KEY school_period_place (school_id, grade, period),
      CONSTRAINT school_period_school FOREIGN KEY (school_id) REFERENCES school (id) ON DELETE CASCADE
    ) ${options}`,
    `CREATE TABLE timetable_slot (
      id ${id} NOT NULL PRIMARY KEY, school_id ${id} NOT NULL, allocation_id ${id} NOT NULL, weekday SMALLINT NOT NULL, period SMALLINT NOT NULL,
      units SMALLINT NOT NULL, valid_from DATE NOT NULL, valid_to DATE NULL, ${moments},
      UNIQUE KEY timetable_slot_place (allocation_id, weekday, period, valid_from), KEY timetable_slot_school (school_id, weekday, period),
      CONSTRAINT timetable_slot_allocation FOREIGN KEY (allocation_id) REFERENCES allocation (id) ON DELETE CASCADE
    ) ${options}`,
    `CREATE TABLE lesson_rule (
      id ${id} NOT NULL PRIMARY KEY, district_id ${id} NOT NULL, school_id ${id} NULL, owner_id ${id} NOT NULL, grade VARCHAR(40) NOT NULL,
      learning_area VARCHAR(120) NOT NULL, lessons_per_week SMALLINT NOT NULL, lesson_minutes SMALLINT NOT NULL, doubles SMALLINT NOT NULL, ${moments},
      UNIQUE KEY lesson_rule_place (owner_id, grade, learning_area), KEY lesson_rule_district (district_id),
      CONSTRAINT lesson_rule_district FOREIGN KEY (district_id) REFERENCES district (id) ON DELETE CASCADE,
      CONSTRAINT lesson_rule_school FOREIGN KEY (school_id) REFERENCES school (id) ON DELETE CASCADE
    ) ${options}`,
  ],
};
