import type { Change } from './change.ts';
import type { WantedState } from './wanted.ts';

export type PlannedStep = {
  readonly step: string;
  readonly title: string;
  readonly seconds: number;
  readonly changes: readonly Change[];
};

/** What a run would do. Pure and serialisable; `digest` is the sha256 of everything else, and a stale plan is refused. */
export type Plan = {
  readonly kind: 'install' | 'uninstall';
  readonly version: string;
  readonly wanted: WantedState;
  readonly removeData: boolean;
  /** Only steps that are pending, in order. Empty: the server already is in the wanted state. */
  readonly steps: readonly PlannedStep[];
  /** Ids of the steps that are satisfied already. */
  readonly satisfied: readonly string[];
  readonly digest: string;
};
