import type { Change } from './change.ts';
import type { Facts } from './fact.ts';
import type { JsonObject } from './json.ts';
import type { Transport } from './transport.ts';
import type { WantedState } from './wanted.ts';

/** Where the verified contents of the bundle lie on the server, and which version it is. */
export type StagedBundle = {
  readonly version: string;
  /** Absolute folder: `manifest.json`, `packages/` (a local apt repository), `release/` (unpacked release). */
  readonly path: string;
};

export type StepContext = {
  readonly transport: Transport;
  readonly wanted: WantedState;
  readonly facts: Facts;
  readonly bundle: StagedBundle;
  /**
   * In an install, and at the end of an upgrade: packages that are there in an older version than the bundle's are brought up
   * to it. An upgrade leaves them until it is sure not to go back, and a look for what was changed by hand does not take them
   * for that.
   */
  readonly updatesPackages?: boolean;
  readonly signal: AbortSignal;
  /** A line for the journal: what is being done or waited for. No secrets. */
  readonly say: (line: string) => void;
};

export type StepCheck =
  /** `evidence`: what was read back from the machine, one short line each. */
  | { readonly kind: 'satisfied'; readonly evidence: readonly string[] }
  /** `receipt`: all that undo needs, taken before anything is changed. No secrets. */
  | { readonly kind: 'pending'; readonly changes: readonly Change[]; readonly receipt: JsonObject };

/**
 * One wanted state of the server, named by the state reached. The runner does: check; when pending, journal the
 * receipt, apply, check again: that second check must be satisfied by asking the machine or the running service.
 * Checks never write. Applying twice is harmless, also after a kill at any point of the first time.
 */
export interface Step {
  /** Equals the path under `provision/steps`, such as `mysql/tuned`. */
  readonly id: string;
  readonly title: string;
  /** Ids of steps that must be satisfied before. */
  readonly needs: readonly string[];
  /** Expected seconds on the reference machine; weights the progress. */
  readonly seconds: number;
  /**
   * True for a step whose undo leaves data behind while data is kept (database, documents, secrets). Its receipt then
   * stays on the server, so that after a later install, or at once, an uninstall that removes data still removes it.
   */
  readonly keepsData?: boolean;
  /** Absent: no file of this step may be kept as a person changed it. */
  readonly changeable?: Changeable;
  check(context: StepContext): Promise<StepCheck>;
  apply(context: StepContext, receipt: JsonObject): Promise<void>;
  /** Puts back what the receipt holds; harmless when nothing is there to undo. */
  undo(context: UndoContext, receipt: JsonObject): Promise<void>;
  /**
   * What of it still is ours to take back; absent: all. Asked when an uninstall is planned, and after the step was undone
   * while its data stays. Rejects when undoing it would take along what is not ours. Never writes.
   */
  stillOurs?(context: UndoContext, kept: Kept): Promise<Kept>;
}

/** What is known of a step that was done: its receipt, and the changes it announced. */
export type Kept = { readonly receipt: JsonObject; readonly changes: readonly Change[] };

/** Files of a step that a person may keep as they changed them, when the program that reads them takes them. */
export type Changeable = {
  readonly covers: (path: string) => boolean;
  /** Asks the real program, as for our own file. Rejects with TT-CONFIG-01. */
  tryOut(context: StepContext, file: { readonly path: string; readonly content: string }): Promise<void>;
};

export type UndoContext = Omit<StepContext, 'bundle'> & {
  /** False keeps the database, the documents and the secrets that open them. */
  readonly removeData: boolean;
  /** In an uninstall: the receipt of another step that is still to be undone. */
  readonly receiptOf?: (step: string) => JsonObject | undefined;
};
