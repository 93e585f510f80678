import { existsSync } from 'node:fs';
import { ProvisionError } from '../model/error.ts';
import type { Step, UndoContext } from '../model/step.ts';
import { crashAt } from './crash-point.ts';
import { inverted } from './inverted.ts';
import { inOrder } from './order.ts';
import { toUndo } from './receipts.ts';
import { contextOf, journalled, type Run, type RunOutcome } from './run.ts';

export type Uninstall = Run & {
  /** Folders and files of ours that must be gone when everything is undone. */
  readonly mustBeGone: readonly string[];
};

/**
 * Puts the server back: every step that has a receipt is undone, last first. A step without one was never applied and
 * is skipped. A receipt goes when its step is undone; one of a step that keeps data stays until the data goes, too.
 */
export function runUninstall(run: Uninstall): Promise<RunOutcome> {
  return journalled(run, async (at) => {
    for (const step of inOrder(run.steps).toReversed()) {
      if (run.cancel.aborted) return 'cancelled';
      at(step.id);
      await putBack(run, step);
    }
    at('verify');
    const checks = run.mustBeGone.map((path) => ({ name: `${path} is gone`, ok: !existsSync(path), detail: '' }));
    run.journal.append({ kind: 'verified', checks });
    const left = checks.filter(({ ok }) => !ok);
    if (left.length === 0) return 'done';
    throw new ProvisionError({
      code: 'TT-STEP-02',
      message: `Not everything of ours is gone: ${left.length} of ${checks.length} places are still there.`,
      evidence: left.map(({ name }) => `not so: ${name}`),
    });
  });
}

async function putBack(run: Uninstall, step: Step): Promise<void> {
  const { removeData } = run.plan;
  const stored = run.receipts.read(step.id);
  if (!toUndo(stored, removeData)) return;
  const began = Date.now();
  // The facts are collected for each step: the one undone before it has changed them.
  const { bundle: _, ...context } = contextOf(run, await run.collectFacts(), step.id);
  const changes = inverted(stored.changes, removeData);
  const receiptOf = (id: string) => run.receipts.read(id)?.receipt;
  const undoContext: UndoContext = { ...context, removeData, receiptOf };
  run.journal.append({ kind: 'step-started', step: step.id, changes, receipt: stored.receipt });
  crashAt(run.crashPoints, step.id, 'before-receipt');
  crashAt(run.crashPoints, step.id, 'mid-apply');
  await step.undo(undoContext, stored.receipt);
  crashAt(run.crashPoints, step.id, 'after-apply');
  if (step.keepsData === true && !removeData)
    run.receipts.keepForData({ ...stored, ...(await step.stillOurs?.(undoContext, stored)) });
  else run.receipts.forget(step.id);
  crashAt(run.crashPoints, step.id, 'after-check');
  run.journal.append({ kind: 'step-undone', step: step.id, durationMs: Date.now() - began });
}
