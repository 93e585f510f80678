import type { Migration } from './migration.ts';

/** Whose role somebody holds for them while they are away; the role ends with theirs. */
export const standIns: Migration = {
  id: '0073-stand-ins',
  statements: [
    'ALTER TABLE membership ADD COLUMN acting_for CHAR(26) CHARACTER SET ascii COLLATE ascii_bin NULL',
    'ALTER TABLE membership ADD KEY membership_acting_for (acting_for)',
  ],
};
