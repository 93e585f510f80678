import type { Migration } from './migration.ts';

export const jobs: Migration = {
  id: '0030-jobs',
  statements: [
    `ALTER TABLE job ADD COLUMN queue VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'generation'`,
    'ALTER TABLE job ADD COLUMN target_type VARCHAR(30) CHARACTER SET ascii COLLATE ascii_bin NULL',
    'ALTER TABLE job ADD COLUMN target_id VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NULL',
    'ALTER TABLE job ADD COLUMN starts SMALLINT NOT NULL DEFAULT 0',
    'ALTER TABLE job ADD COLUMN cancel_asked_at DATETIME(3) NULL',
    `UPDATE job SET target_type = 'scheme', target_id = scheme_id WHERE scheme_id IS NOT NULL`,
    'ALTER TABLE job DROP COLUMN scheme_id',
    'ALTER TABLE job ADD KEY job_unfinished (owner_id, queue, state)',
  ],
};
