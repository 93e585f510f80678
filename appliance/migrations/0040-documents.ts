import type { Migration } from './migration.ts';

const options = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci';
const id = 'CHAR(26) CHARACTER SET ascii COLLATE ascii_bin';
const hash = 'CHAR(64) CHARACTER SET ascii COLLATE ascii_bin';

/** Files on disk that somebody asked for; what they hold is told by their hash, so that equal ones lie there once. */
export const documents: Migration = {
  id: '0040-documents',
  statements: [
    `CREATE TABLE document_file (
      id ${id} NOT NULL PRIMARY KEY, owner_id ${id} NOT NULL, school_id ${id} NOT NULL, content_hash ${hash} NOT NULL,
      format VARCHAR(10) NOT NULL, name VARCHAR(200) NOT NULL, bytes INT UNSIGNED NOT NULL,
      created_at DATETIME(3) NOT NULL, used_at DATETIME(3) NOT NULL,
      UNIQUE KEY document_file_content (owner_id, content_hash, format), KEY document_file_hash (content_hash, format),
      KEY document_file_used (used_at),
      CONSTRAINT document_file_owner FOREIGN KEY (owner_id) REFERENCES user (id) ON DELETE CASCADE,
      CONSTRAINT document_file_school FOREIGN KEY (school_id) REFERENCES school (id) ON DELETE CASCADE
    ) ${options}`,
  ],
};
