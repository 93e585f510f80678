import type { Transport } from './transport.ts';

/**
 * One thing that is true of a machine: a read-only POSIX sh snippet and a pure parse of what it printed.
 * Snippets are run together as one script in one round trip, with LC_ALL=C, as root where the session can be root.
 */
export interface Fact<T> {
  /** Equals the file's name under `provision/facts`, such as `cpu` or `open-ports`. */
  readonly id: string;
  readonly title: string;
  /** Writes nothing outside a temporary file that it removes itself. Missing tools are reported, not fatal. */
  readonly script: string;
  /** Throws when the text is not what the script prints: the fact is then unknown, never guessed. */
  readonly parse: (stdout: string) => T;
  /** Marks a fact that writes a bounded temporary file, such as the fsync measurement. */
  readonly writes?: boolean;
  /** Spends its time waiting (a sample, a test, a service's answer): run beside the other snippets. */
  readonly waits?: boolean;
}

export type Known<T> = { readonly kind: 'known'; readonly value: T };
/** `next`: what to do about it, where that is not to ask again. */
export type Unknown = { readonly kind: 'unknown'; readonly why: string; readonly next?: string };
export type FactOutcome<T> = Known<T> | Unknown;

/** What was found out about one machine at one moment. */
export interface Facts {
  get<T>(fact: Fact<T>): FactOutcome<T>;
}

export type CollectFacts = (transport: Transport, facts: readonly Fact<unknown>[]) => Promise<Facts>;
