import type { Migration } from './migration.ts';

const options = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci';
const id = 'CHAR(26) CHARACTER SET ascii COLLATE ascii_bin';
const hash = 'CHAR(64) CHARACTER SET ascii COLLATE ascii_bin';
const moments =
  'created_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3), updated_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3)';

export const schemes: Migration = {
  id: '0003-schemes',
  statements: [
    `CREATE TABLE class_stream (
      id ${id} NOT NULL PRIMARY KEY, school_id ${id} NOT NULL, grade VARCHAR(40) NOT NULL, name VARCHAR(40) NOT NULL,
      boys SMALLINT NOT NULL DEFAULT 0, girls SMALLINT NOT NULL DEFAULT 0, ${moments},
      KEY class_stream_school (school_id, grade, name),
      CONSTRAINT class_stream_school FOREIGN KEY (school_id) REFERENCES school (id) ON DELETE CASCADE
    ) ${options}`,
    `CREATE TABLE allocation (
      id ${id} NOT NULL PRIMARY KEY, school_id ${id} NOT NULL, class_id ${id} NOT NULL, learning_area_id ${id} NOT NULL, user_id ${id} NOT NULL,
      valid_from DATE NOT NULL, valid_to DATE NULL, ${moments},
      KEY allocation_user (user_id), KEY allocation_class (class_id), KEY allocation_school (school_id),
      CONSTRAINT allocation_class FOREIGN KEY (class_id) REFERENCES class_stream (id) ON DELETE CASCADE,
      CONSTRAINT allocation_area FOREIGN KEY (learning_area_id) REFERENCES learning_area (id),
      CONSTRAINT allocation_user FOREIGN KEY (user_id) REFERENCES user (id) ON DELETE CASCADE
    ) ${options}`,
    `CREATE TABLE scheme (
      id ${id} NOT NULL PRIMARY KEY, school_id ${id} NOT NULL, allocation_id ${id} NOT NULL, owner_id ${id} NOT NULL, term_id ${id} NOT NULL,
      curriculum_id ${id} NOT NULL, template_key VARCHAR(60) NOT NULL, template_version INT NOT NULL,
      status VARCHAR(20) NOT NULL, version INT NOT NULL, seed INT UNSIGNED NOT NULL, input_hash ${hash} NULL,
      lessons MEDIUMTEXT NOT NULL, lessons_per_week SMALLINT NOT NULL, lesson_minutes SMALLINT NOT NULL, textbook VARCHAR(120) NULL,
      warnings MEDIUMTEXT NOT NULL, ${moments},
      KEY scheme_owner (owner_id, id), KEY scheme_school (school_id, id), KEY scheme_allocation (allocation_id), KEY scheme_term (term_id),
      CONSTRAINT scheme_allocation FOREIGN KEY (allocation_id) REFERENCES allocation (id) ON DELETE CASCADE,
      CONSTRAINT scheme_term FOREIGN KEY (term_id) REFERENCES term (id)
    ) ${options}`,
    `CREATE TABLE scheme_row (
      id ${id} NOT NULL PRIMARY KEY, scheme_id ${id} NOT NULL, seq INT NOT NULL, kind VARCHAR(10) NOT NULL, node_id ${id} NULL,
      week SMALLINT NOT NULL, slots MEDIUMTEXT NOT NULL, cells MEDIUMTEXT NOT NULL, row_version INT NOT NULL DEFAULT 1,
      UNIQUE KEY scheme_row_seq (scheme_id, seq),
      CONSTRAINT scheme_row_scheme FOREIGN KEY (scheme_id) REFERENCES scheme (id) ON DELETE CASCADE
    ) ${options}`,
    `CREATE TABLE job (
      id ${id} NOT NULL PRIMARY KEY, kind VARCHAR(40) NOT NULL, owner_id ${id} NOT NULL, school_id ${id} NULL,
      idempotency_hash ${hash} NOT NULL, request_hash ${hash} NOT NULL, params MEDIUMTEXT NOT NULL, state VARCHAR(20) NOT NULL,
      done INT NOT NULL DEFAULT 0, total INT NOT NULL DEFAULT 0, scheme_id ${id} NULL, error VARCHAR(500) NULL,
      created_at DATETIME(3) NOT NULL, updated_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3),
      finished_at DATETIME(3) NULL, published_at DATETIME(3) NULL,
      UNIQUE KEY job_idempotency (idempotency_hash), KEY job_owner (owner_id, created_at), KEY job_state (state, published_at),
      CONSTRAINT job_owner FOREIGN KEY (owner_id) REFERENCES user (id) ON DELETE CASCADE
    ) ${options}`,
  ],
};
