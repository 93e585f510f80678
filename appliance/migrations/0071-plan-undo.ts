import type { Migration } from './migration.ts';

/** What each act changed in a plan, so that it can be taken back. Acts from before have none of it. */
export const planUndo: Migration = {
  id: '0071-plan-undo',
  statements: [
    `ALTER TABLE lesson_plan_op ADD COLUMN user_id CHAR(26) CHARACTER SET ascii COLLATE ascii_bin NULL,
      ADD COLUMN plan_version INT NULL, ADD COLUMN kind VARCHAR(20) NULL, ADD COLUMN changes MEDIUMTEXT NULL,
      ADD COLUMN undoes INT NULL, ADD COLUMN undone_at DATETIME(3) NULL`,
    'ALTER TABLE lesson_plan_op ADD KEY lesson_plan_op_version (plan_id, plan_version)',
  ],
};
