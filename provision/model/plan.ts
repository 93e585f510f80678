import type { Change } from './change.ts';
import type { WantedState } from './wanted.ts';

export type PlannedStep = {
  readonly step: string;
  readonly title: string;
  readonly seconds: number;
  readonly changes: readonly Change[];
};

/** A release takes the place of the one before it, or gives it back. */
export type UpgradeWay = {
  readonly direction: 'forward' | 'back';
  readonly from: string;
  readonly to: string;
  /** Migrations between the two after which the earlier release cannot work: going back restores the database. */
  readonly breaking: readonly string[];
};

/** Why a run that is no install of the whole changes something of it. */
export type Purpose =
  /** Puts back what was changed by hand. */
  | 'put-back'
  | 'rotation'
  /** Takes back a rotation that did not come to its end. */
  | 'rotation-back';

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
  /** Absent: an install, a repair or a change of an installed release. */
  readonly upgrade?: UpgradeWay;
  readonly purpose?: Purpose;
};
