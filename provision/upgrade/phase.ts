import { crashAt } from '../engine/crash-point.ts';
import type { EnginePaths } from '../engine/paths.ts';
import { contextOf, type Run } from '../engine/run.ts';
import type { Change } from '../model/change.ts';
import type { JournalEvent } from '../model/journal.ts';
import type { StepContext } from '../model/step.ts';

/** A run in which a release takes the place of another. */
export type Upgrade = Run & {
  readonly paths: EnginePaths;
  /** File of the wanted state on this server. */
  readonly wantedState: string;
  /** Folder of the state files. */
  readonly stateFiles: string;
  /** Node and the program that does this run, to take it up again after a power cut. */
  readonly program: readonly string[];
  /** What the journal holds so far, from earlier attempts, too. */
  readonly events: () => readonly JournalEvent[];
};

export type Phase = {
  readonly step: string;
  readonly changes: readonly Change[];
  /** Gives its evidence. */
  readonly work: (context: StepContext) => Promise<readonly string[]>;
  /** Once going back has begun, nobody's wish to stop is heard any more. */
  readonly signal?: AbortSignal;
};

/** An act of an upgrade that is no wanted state of the server; journalled as a step is. Applying twice is harmless. */
export async function phase(run: Upgrade, { step, changes, work, signal }: Phase): Promise<void> {
  const began = Date.now();
  const context = contextOf(run, await run.collectFacts(), step);
  run.journal.append({ kind: 'step-started', step, changes, receipt: {} });
  crashAt(run.crashPoints, step, 'mid-apply');
  const evidence = await work(signal === undefined ? context : { ...context, signal });
  crashAt(run.crashPoints, step, 'after-apply');
  run.journal.append({ kind: 'step-done', step, evidence, durationMs: Date.now() - began });
}
