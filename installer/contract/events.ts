export type { Change } from '../../provision/model/change.ts';
export type { JournalEntry, JournalEvent, Origin } from '../../provision/model/journal.ts';
export type { Plan, PlannedStep } from '../../provision/model/plan.ts';
export type { Tier, WantedState } from '../../provision/model/wanted.ts';
