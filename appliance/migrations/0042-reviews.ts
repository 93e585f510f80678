import type { Migration } from './migration.ts';

const options = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci';
const id = 'CHAR(26) CHARACTER SET ascii COLLATE ascii_bin';
const hash = 'CHAR(64) CHARACTER SET ascii COLLATE ascii_bin';

/** Handing in, returning and approving. What was handed in is kept as it was, with its hash. */
export const reviews: Migration = {
  id: '0042-reviews',
  statements: [
    `CREATE TABLE flow_step (
      school_id ${id} NOT NULL, doc VARCHAR(20) NOT NULL, step_no SMALLINT NOT NULL, role VARCHAR(30) NOT NULL, optional TINYINT NOT NULL,
      PRIMARY KEY (school_id, doc, step_no),
      CONSTRAINT flow_step_school FOREIGN KEY (school_id) REFERENCES school (id) ON DELETE CASCADE
    ) ${options}`,
    `CREATE TABLE review (
      id ${id} NOT NULL PRIMARY KEY, school_id ${id} NOT NULL, allocation_id ${id} NOT NULL, scheme_id ${id} NOT NULL, revision INT NOT NULL,
      state VARCHAR(20) NOT NULL, step_no SMALLINT NOT NULL, steps VARCHAR(1000) NOT NULL, submitted_by ${id} NULL, submitted_at DATETIME(3) NOT NULL,
      decided_at DATETIME(3) NULL, findings SMALLINT NOT NULL, snapshot MEDIUMTEXT NOT NULL, sha256 ${hash} NOT NULL,
      UNIQUE KEY review_revision (scheme_id, revision), KEY review_open (state, school_id), KEY review_allocation (allocation_id),
      CONSTRAINT review_scheme FOREIGN KEY (scheme_id) REFERENCES scheme (id) ON DELETE CASCADE,
      CONSTRAINT review_allocation FOREIGN KEY (allocation_id) REFERENCES allocation (id) ON DELETE CASCADE,
      CONSTRAINT review_submitted FOREIGN KEY (submitted_by) REFERENCES user (id) ON DELETE SET NULL
    ) ${options}`,
    `CREATE TABLE review_decision (
      id ${id} NOT NULL PRIMARY KEY, review_id ${id} NOT NULL, step_no SMALLINT NOT NULL, role VARCHAR(30) NOT NULL, decided_by ${id} NULL,
      decision VARCHAR(20) NOT NULL, comment VARCHAR(1000) NOT NULL, decided_at DATETIME(3) NOT NULL,
      KEY review_decision_review (review_id, decided_at),
      CONSTRAINT review_decision_review FOREIGN KEY (review_id) REFERENCES review (id) ON DELETE CASCADE,
      CONSTRAINT review_decision_by FOREIGN KEY (decided_by) REFERENCES user (id) ON DELETE SET NULL
    ) ${options}`,
    `CREATE TABLE review_comment (
      id ${id} NOT NULL PRIMARY KEY, review_id ${id} NOT NULL, row_id ${id} NOT NULL, cell VARCHAR(40) NOT NULL, text VARCHAR(1000) NOT NULL,
      written_by ${id} NULL, written_at DATETIME(3) NOT NULL,
      KEY review_comment_review (review_id),
      CONSTRAINT review_comment_review FOREIGN KEY (review_id) REFERENCES review (id) ON DELETE CASCADE,
      CONSTRAINT review_comment_by FOREIGN KEY (written_by) REFERENCES user (id) ON DELETE SET NULL
    ) ${options}`,
  ],
};
