import { asProvisionError, ProvisionError } from '../model/error.ts';
import type { Facts } from '../model/fact.ts';
import type { JournalEvent, Origin } from '../model/journal.ts';
import type { Plan } from '../model/plan.ts';
import type { StagedBundle, Step, StepContext } from '../model/step.ts';
import type { Transport } from '../model/transport.ts';
import type { CrashPoints } from './crash-point.ts';
import type { Host } from './host.ts';
import type { Journal } from './journal.ts';
import type { Receipts } from './receipts.ts';
import type { Verification } from './verify.ts';

/** Everything one run works on and with. */
export type Run = {
  readonly id: string;
  readonly plan: Plan;
  readonly origin: Origin;
  /** The whole catalogue, not only what was pending when the plan was made: a resumed run checks it all again. */
  readonly steps: readonly Step[];
  readonly verifications: readonly Verification[];
  readonly transport: Transport;
  readonly bundle: StagedBundle;
  readonly collectFacts: () => Promise<Facts>;
  /** The writing end of the run's journal. */
  readonly journal: Pick<Journal, 'append' | 'seq'>;
  readonly receipts: Receipts;
  readonly host: Host;
  /** Asked before every step: a run that lost its lock stops. */
  readonly stillHeld: () => boolean;
  /** Aborted: stop before the next step. */
  readonly cancel: AbortSignal;
  /** Aborted: the step under way stops waiting, too. */
  readonly cancelNow: AbortSignal;
  readonly crashPoints?: CrashPoints | undefined;
};

export type RunOutcome = 'done' | 'failed' | 'cancelled';

export function contextOf(run: Run, facts: Facts, step: string): StepContext {
  return {
    transport: run.transport,
    wanted: run.plan.wanted,
    facts,
    bundle: run.bundle,
    ...(run.plan.kind === 'install' && run.plan.upgrade === undefined ? { updatesPackages: true } : {}),
    signal: run.cancelNow,
    say: (line) => void run.journal.append({ kind: 'step-said', step, line }),
  };
}

/** Journals the beginning and the end of a run, and turns what a step throws into a failure with evidence. */
export async function journalled(
  run: Run,
  work: (at: (step: string) => void) => Promise<RunOutcome>,
): Promise<RunOutcome> {
  const { journal, plan, origin, host } = run;
  const began = Date.now();
  const started = { bootId: host.bootId(), pid: process.pid, origin };
  journal.append(journal.seq === 0 ? { kind: 'run-started', plan, ...started } : { kind: 'run-resumed', ...started });
  let current = 'run';
  let outcome: RunOutcome;
  try {
    outcome = await work((step) => {
      current = step;
      if (!run.stillHeld()) throw lockLost();
    });
  } catch (thrown) {
    outcome = run.cancelNow.aborted ? 'cancelled' : 'failed';
    journal.append(failure(current, thrown));
  }
  journal.append({ kind: 'run-finished', outcome, durationMs: Date.now() - began });
  return outcome;
}

export function failure(step: string, thrown: unknown): JournalEvent {
  const { code, message, evidence } = asProvisionError(thrown);
  return { kind: 'step-failed', step, code, message, evidence };
}

function lockLost(): ProvisionError {
  return new ProvisionError({ code: 'TT-LOCK-01', message: 'The lock of this run was taken by another one.' });
}
