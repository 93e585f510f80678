import type { ErrorCode } from './error.ts';
import type { Fact, Facts } from './fact.ts';
import type { WantedState } from './wanted.ts';

export const topics = ['server', 'storage', 'network', 'names', 'services', 'space', 'time'] as const;
export type Topic = (typeof topics)[number];

/**
 * What was found about one demand. `measured`, `needed`, `why` and `fix` are whole sentences or short phrases for a
 * person who is no Linux expert. "Could not check" is never "passed".
 */
export type Verdict =
  | { readonly kind: 'good'; readonly measured: string; readonly needed: string }
  | {
      readonly kind: 'could-be-better' | 'must-fix';
      readonly measured: string;
      readonly needed: string;
      /** Likely causes or consequences, the likeliest first. */
      readonly why: readonly string[];
      /** What to do, and who does it. */
      readonly fix: string;
      /** A ready-written request for whoever can help (network team, hardware supplier). */
      readonly ticket?: string;
    }
  | {
      readonly kind: 'could-not-check';
      readonly needed: string;
      readonly why: readonly string[];
      readonly fix: string;
    };

/** What shall be installed; absent when that is not settled yet, as in a check before any bundle is built. */
export type Offer = { readonly version?: string };

/** One demand that we do not fix ourselves. Pure: facts and the wanted state in, a verdict out. */
export interface Requirement {
  /** Equals the file's name under `provision/requirements`, such as `enough-memory`. */
  readonly id: string;
  readonly topic: Topic;
  readonly title: string;
  /** `block`: a must-fix verdict stops an install unless it is overridden with a reason. `advise`: it never stops. */
  readonly severity: 'block' | 'advise';
  /** False for what no reason can override, such as a foreign database's data in the way. Default true. */
  readonly overridable?: boolean;
  /** The error of an install that this stops. Default TT-CHECK-01. */
  readonly code?: ErrorCode;
  readonly facts: readonly Fact<unknown>[];
  judge(facts: Facts, wanted: WantedState, offer: Offer): Verdict;
}
