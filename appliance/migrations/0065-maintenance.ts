import type { Migration } from './migration.ts';

const options = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci';
const id = 'CHAR(26) CHARACTER SET ascii COLLATE ascii_bin';

export const maintenance: Migration = {
  id: '0065-maintenance',
  statements: [
    `CREATE TABLE maintenance (
      kind VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY, text VARCHAR(500) NOT NULL,
      starts_at DATETIME(3) NOT NULL, ends_at DATETIME(3) NULL, allowed MEDIUMTEXT NOT NULL, set_by ${id} NULL
    ) ${options}`,
    // The panel asks for what was done at the whole district, newest first.
    'ALTER TABLE audit ADD KEY audit_at (at)',
  ],
};
