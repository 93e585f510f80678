import { inOrder } from '../engine/order.ts';
import { contextOf, journalled, type Run, type RunOutcome } from '../engine/run.ts';
import type { RotationStep } from './step.ts';

/** Takes back what a rotation that did not come to its end has done, last first. */
export function runBack(run: Run, steps: readonly RotationStep[]): Promise<RunOutcome> {
  return journalled(run, async (at) => {
    for (const step of inOrder(steps).toReversed()) {
      if (run.cancel.aborted) return 'cancelled';
      at(step.id);
      const stored = run.receipts.read(step.id);
      if (stored === undefined) continue;
      const began = Date.now();
      run.journal.append({ kind: 'step-started', step: step.id, changes: stored.changes, receipt: stored.receipt });
      const context = { ...contextOf(run, await run.collectFacts(), step.id), removeData: false };
      await step.undo(context, stored.receipt);
      run.receipts.forget(step.id);
      run.journal.append({ kind: 'step-undone', step: step.id, durationMs: Date.now() - began });
    }
    run.journal.append({ kind: 'verified', checks: [] });
    return 'done';
  });
}
