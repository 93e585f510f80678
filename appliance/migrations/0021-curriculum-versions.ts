import type { Migration } from './migration.ts';

const ascii26 = 'CHAR(26) CHARACTER SET ascii COLLATE ascii_bin';

/** A learning area has versions of its own: a draft is edited, published and one day replaced. */
export const curriculumVersions: Migration = {
  id: '0021-curriculum-versions',
  statements: [
    `ALTER TABLE learning_area
      ADD COLUMN version INT NOT NULL DEFAULT 1, ADD COLUMN status VARCHAR(20) NOT NULL DEFAULT 'published',
      ADD COLUMN level VARCHAR(120) NULL, ADD COLUMN origin VARCHAR(200) NOT NULL DEFAULT '',
      ADD COLUMN assumptions MEDIUMTEXT NULL, ADD COLUMN edited_by ${ascii26} NULL, ADD COLUMN published_at DATETIME(3) NULL`,
    'ALTER TABLE learning_area ADD KEY learning_area_curriculum (curriculum_id)',
    'ALTER TABLE learning_area ADD UNIQUE KEY learning_area_version (grade, name, version)',
    'ALTER TABLE learning_area DROP KEY learning_area_name',
    'ALTER TABLE learning_area ADD KEY learning_area_status (status, grade, name)',
    'ALTER TABLE node ADD COLUMN row_version INT NOT NULL DEFAULT 1',
    'ALTER TABLE allocation ADD KEY allocation_area (learning_area_id)',
  ],
};
