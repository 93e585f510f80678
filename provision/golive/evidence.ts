import type { WantedState } from '../model/wanted.ts';
import type { State } from '../ops/state-file.ts';
import type { Machine } from '../prove/machine.ts';
import type { CheckReport } from '../requirements/check.ts';

/** Something that was looked at, or why it could not be. */
export type Looked<T> =
  | { readonly kind: 'seen'; readonly value: T }
  | { readonly kind: 'not-seen'; readonly why: string };

export type UnitSeen = { readonly name: string; readonly activeState: string };

export type Drill = State & { readonly backup?: string };
export type AlertsTest = State & { readonly channels?: readonly { readonly channel: string; readonly ok: boolean }[] };

/** Older ones may not say what they were made on. */
export type LoadTest = State & { readonly tier?: number; readonly machine?: Machine };

/** All that the go-live checklist is computed from. */
export type Evidence = {
  readonly now: Date;
  readonly wanted: Pick<WantedState, 'tier' | 'tls' | 'names' | 'addresses'>;
  readonly hardware: Looked<Pick<CheckReport, 'tierMet' | 'limits' | 'findings' | 'sentence'>>;
  /** Settings read back from the running services: those that are not as written. */
  readonly settings: Looked<{ readonly count: number; readonly different: readonly string[] }>;
  /** `CONFIG GET *` of the queue's Redis. */
  readonly queue: Looked<ReadonlyMap<string, string>>;
  /** Units of the appliance that should run. */
  readonly units: Looked<readonly UnitSeen[]>;
  readonly monitor: Looked<UnitSeen>;
  readonly machine: Machine;
  /** State files; undefined: never written. */
  readonly states: {
    readonly health?: State | undefined;
    readonly backups?: State | undefined;
    readonly drill?: State | undefined;
    readonly alertsTest?: AlertsTest | undefined;
    readonly certificate?: State | undefined;
    readonly firewall?: State | undefined;
    readonly names?: State | undefined;
    readonly loadTest?: LoadTest | undefined;
  };
};
