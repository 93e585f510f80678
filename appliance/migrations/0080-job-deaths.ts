import type { Migration } from './migration.ts';

/** Processes that did nothing but this job and died of it; `starts` counted every beginning, also the harmless ones. */
export const jobDeaths: Migration = {
  id: '0080-job-deaths',
  statements: ['ALTER TABLE job ADD COLUMN deaths SMALLINT NOT NULL DEFAULT 0'],
};
