import type { Migration } from './migration.ts';

const options = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci';
const id = 'CHAR(26) CHARACTER SET ascii COLLATE ascii_bin';
const moments =
  'created_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3), updated_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3)';

export const curriculum: Migration = {
  id: '0002-curriculum',
  statements: [
    `CREATE TABLE curriculum (
      id ${id} NOT NULL PRIMARY KEY, curriculum_key VARCHAR(60) NOT NULL, version VARCHAR(40) NOT NULL, name VARCHAR(120) NOT NULL,
      language VARCHAR(10) NOT NULL, source VARCHAR(60) NOT NULL, status VARCHAR(20) NOT NULL, ${moments},
      UNIQUE KEY curriculum_version (curriculum_key, version)
    ) ${options}`,
    `CREATE TABLE learning_area (
      id ${id} NOT NULL PRIMARY KEY, curriculum_id ${id} NOT NULL, grade VARCHAR(40) NOT NULL, name VARCHAR(120) NOT NULL,
      lessons_per_week SMALLINT NOT NULL, lesson_minutes SMALLINT NOT NULL,
      content_hash CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL, ${moments},
      UNIQUE KEY learning_area_name (curriculum_id, grade, name),
      CONSTRAINT learning_area_curriculum FOREIGN KEY (curriculum_id) REFERENCES curriculum (id)
    ) ${options}`,
    `CREATE TABLE node (
      id ${id} NOT NULL PRIMARY KEY, learning_area_id ${id} NOT NULL, parent_id ${id} NULL, depth SMALLINT NOT NULL,
      code VARCHAR(40) NOT NULL, title VARCHAR(300) NOT NULL, seq INT NOT NULL, suggested_lessons SMALLINT NOT NULL, term_hint SMALLINT NULL,
      KEY node_area (learning_area_id, seq), KEY node_parent (parent_id),
      CONSTRAINT node_area FOREIGN KEY (learning_area_id) REFERENCES learning_area (id) ON DELETE CASCADE,
      CONSTRAINT node_parent FOREIGN KEY (parent_id) REFERENCES node (id) ON DELETE CASCADE
    ) ${options}`,
    `CREATE TABLE outcome (
      id ${id} NOT NULL PRIMARY KEY, node_id ${id} NOT NULL, learning_area_id ${id} NOT NULL, code VARCHAR(40) NULL, text VARCHAR(2000) NOT NULL,
      domain VARCHAR(20) NULL, seq INT NOT NULL,
      KEY outcome_node (node_id, seq), KEY outcome_area (learning_area_id),
      CONSTRAINT outcome_node FOREIGN KEY (node_id) REFERENCES node (id) ON DELETE CASCADE
    ) ${options}`,
    `CREATE TABLE hint (
      id ${id} NOT NULL PRIMARY KEY, node_id ${id} NOT NULL, learning_area_id ${id} NOT NULL, kind VARCHAR(20) NOT NULL,
      text VARCHAR(2000) NOT NULL, seq INT NOT NULL,
      KEY hint_node (node_id, seq), KEY hint_area (learning_area_id),
      CONSTRAINT hint_node FOREIGN KEY (node_id) REFERENCES node (id) ON DELETE CASCADE
    ) ${options}`,
    `CREATE TABLE calendar (
      id ${id} NOT NULL PRIMARY KEY, district_id ${id} NOT NULL, year SMALLINT NOT NULL, version INT NOT NULL, status VARCHAR(20) NOT NULL, ${moments},
      UNIQUE KEY calendar_version (district_id, year, version),
      CONSTRAINT calendar_district FOREIGN KEY (district_id) REFERENCES district (id)
    ) ${options}`,
    `CREATE TABLE term (
      id ${id} NOT NULL PRIMARY KEY, calendar_id ${id} NOT NULL, number SMALLINT NOT NULL, start_date DATE NOT NULL, end_date DATE NOT NULL,
      UNIQUE KEY term_number (calendar_id, number),
      CONSTRAINT term_calendar FOREIGN KEY (calendar_id) REFERENCES calendar (id) ON DELETE CASCADE
    ) ${options}`,
    `CREATE TABLE day_rule (
      id ${id} NOT NULL PRIMARY KEY, calendar_id ${id} NOT NULL, school_id ${id} NULL, grade VARCHAR(40) NULL,
      from_date DATE NOT NULL, to_date DATE NOT NULL, kind VARCHAR(20) NOT NULL, status VARCHAR(20) NOT NULL, label VARCHAR(120) NOT NULL,
      KEY day_rule_calendar (calendar_id, from_date),
      CONSTRAINT day_rule_calendar FOREIGN KEY (calendar_id) REFERENCES calendar (id) ON DELETE CASCADE,
      CONSTRAINT day_rule_school FOREIGN KEY (school_id) REFERENCES school (id) ON DELETE CASCADE
    ) ${options}`,
  ],
};
