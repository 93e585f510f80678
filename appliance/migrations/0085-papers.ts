import type { Migration } from './migration.ts';

const options = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci';
const id = 'CHAR(26) CHARACTER SET ascii COLLATE ascii_bin';
const hash = 'CHAR(64) CHARACTER SET ascii COLLATE ascii_bin';

/** What stands on papers of approved documents, by the code that is printed on them. */
export const papers: Migration = {
  id: '0085-papers',
  statements: [
    `CREATE TABLE paper (
      code CHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY, school_id ${id} NOT NULL, scheme_id ${id} NOT NULL,
      kind VARCHAR(10) NOT NULL, subject_id ${id} NOT NULL, sha256 ${hash} NOT NULL, seal ${hash} NOT NULL, facts TEXT NOT NULL,
      made_at DATETIME(3) NOT NULL,
      UNIQUE KEY paper_seal (seal), KEY paper_scheme (scheme_id),
      CONSTRAINT paper_scheme FOREIGN KEY (scheme_id) REFERENCES scheme (id) ON DELETE CASCADE,
      CONSTRAINT paper_school FOREIGN KEY (school_id) REFERENCES school (id) ON DELETE CASCADE
    ) ${options}`,
  ],
};
