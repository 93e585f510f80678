import type { PlannedStep } from '../model/plan.ts';

/** What an upgrade does beside bringing the server to the wanted state, in the order it is done. */
export const snapshotStep = {
  step: 'upgrade/snapshot',
  title: 'Copy of settings and database',
  seconds: 8,
} as const satisfies Omit<PlannedStep, 'changes'>;

export const triedStep = {
  step: 'upgrade/tried',
  title: 'Trial of the new release',
  seconds: 6,
} as const satisfies Omit<PlannedStep, 'changes'>;

export const committedStep = {
  step: 'upgrade/committed',
  title: 'The way back is kept, older releases go',
  seconds: 1,
} as const satisfies Omit<PlannedStep, 'changes'>;

export const packagesStep = {
  step: 'upgrade/packages',
  title: 'Newer packages of the system',
  seconds: 40,
} as const satisfies Omit<PlannedStep, 'changes'>;

export const databaseStep = {
  step: 'upgrade/database',
  title: 'Database as it was before the upgrade',
  seconds: 30,
} as const satisfies Omit<PlannedStep, 'changes'>;

export const backStep = {
  step: 'upgrade/back',
  title: 'The release before the upgrade',
  seconds: 30,
} as const satisfies Omit<PlannedStep, 'changes'>;
