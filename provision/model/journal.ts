import type { Change } from './change.ts';
import type { ErrorCode } from './error.ts';
import type { JsonObject } from './json.ts';
import type { Plan } from './plan.ts';

export type Origin = {
  /** Who started it, from which laptop: `user@host`. */
  readonly who: string;
  readonly from: string;
};

/** One line of a run's journal. Append-only, synced before and after each act, and free of secrets. */
export type JournalEvent =
  | {
      readonly kind: 'run-started';
      readonly plan: Plan;
      readonly origin: Origin;
      readonly bootId: string;
      readonly pid: number;
    }
  | { readonly kind: 'run-resumed'; readonly bootId: string; readonly pid: number; readonly origin: Origin }
  | { readonly kind: 'step-satisfied'; readonly step: string; readonly evidence: readonly string[] }
  | {
      readonly kind: 'step-started';
      readonly step: string;
      readonly changes: readonly Change[];
      readonly receipt: JsonObject;
    }
  | { readonly kind: 'step-said'; readonly step: string; readonly line: string }
  | {
      readonly kind: 'step-done';
      readonly step: string;
      readonly evidence: readonly string[];
      readonly durationMs: number;
    }
  | { readonly kind: 'step-undone'; readonly step: string; readonly durationMs: number }
  | {
      readonly kind: 'step-failed';
      readonly step: string;
      readonly code: ErrorCode;
      readonly message: string;
      readonly evidence: readonly string[];
    }
  | {
      readonly kind: 'verified';
      /** `notRun`: name of the one that failed, for which this was not run. */
      readonly checks: readonly {
        readonly name: string;
        readonly ok: boolean;
        readonly detail: string;
        readonly notRun?: string;
      }[];
    }
  | { readonly kind: 'run-finished'; readonly outcome: 'done' | 'failed' | 'cancelled'; readonly durationMs: number };

/** `seq` counts from 1 without gaps; `at` is ISO 8601 UTC. */
export type JournalEntry = { readonly seq: number; readonly at: string; readonly event: JournalEvent };
