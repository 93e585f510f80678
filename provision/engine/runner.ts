import type { Change } from '../model/change.ts';
import { asProvisionError, ProvisionError } from '../model/error.ts';
import type { Facts } from '../model/fact.ts';
import type { Step, StepCheck } from '../model/step.ts';
import { crashAt } from './crash-point.ts';
import { inOrder } from './order.ts';
import { contextOf, journalled, type Run, type RunOutcome } from './run.ts';
import { verify } from './verify.ts';

/**
 * Brings the server to the wanted state, one step after the other, and proves it at the end. Every act is journalled
 * before and after. A run that was killed is resumed by doing it again on the same journal: steps that are done are
 * found satisfied. Stops at the first failure, and between steps when cancelled.
 */
export function runInstall(run: Run): Promise<RunOutcome> {
  return journalled(run, (at) => reachAll(run, at));
}

/** `before`: done before a step, in upgrades. */
export async function reachAll(
  run: Run,
  at: (step: string) => void,
  before: (step: string, facts: Facts) => Promise<void> = async () => undefined,
): Promise<RunOutcome> {
  let facts = await run.collectFacts();
  for (const step of inOrder(run.steps)) {
    if (run.cancel.aborted) return 'cancelled';
    await before(step.id, facts);
    at(step.id);
    facts = await reach(run, step, facts);
  }
  if (run.cancel.aborted) return 'cancelled';
  at('verify');
  const checks = await verify(run.verifications, contextOf(run, facts, 'verify'));
  run.journal.append({ kind: 'verified', checks });
  const failed = checks.filter(({ ok }) => !ok);
  if (failed.length === 0) return 'done';
  throw new ProvisionError({
    code: 'TT-HEALTH-01',
    message: `Everything is in place, but ${failed.length} of ${checks.length} final checks failed.`,
    evidence: failed.map(({ name, detail }) => `${name}: ${detail}`),
  });
}

/** Gives the facts that hold afterwards: collected anew when anything was applied. */
async function reach(run: Run, step: Step, facts: Facts): Promise<Facts> {
  const { journal, receipts, crashPoints } = run;
  const context = contextOf(run, facts, step.id);
  const check = await step.check(context);
  if (check.kind === 'satisfied') {
    receipts.revive(step.id);
    journal.append({ kind: 'step-satisfied', step: step.id, evidence: check.evidence });
    return facts;
  }
  const began = Date.now();
  crashAt(crashPoints, step.id, 'before-receipt');
  const receipt = keepReceipt(run, step, check);
  journal.append({ kind: 'step-started', step: step.id, changes: check.changes, receipt });
  crashAt(crashPoints, step.id, 'after-receipt');
  crashAt(crashPoints, step.id, 'mid-apply');
  await step.apply(context, receipt);
  crashAt(crashPoints, step.id, 'after-apply');
  const after = await run.collectFacts();
  const evidence = proven(step, await step.check(contextOf(run, after, step.id)));
  crashAt(crashPoints, step.id, 'after-check');
  journal.append({ kind: 'step-done', step: step.id, evidence, durationMs: Date.now() - began });
  return after;
}

function keepReceipt(run: Run, step: Step, check: Extract<StepCheck, { kind: 'pending' }>) {
  const { receipt, changes } = check;
  try {
    return run.receipts.keep({ step: step.id, run: run.id, version: run.plan.version, receipt, changes }).receipt;
  } catch (thrown) {
    const { code, message, evidence } = asProvisionError(thrown);
    const full = (thrown as NodeJS.ErrnoException).code === 'ENOSPC';
    throw new ProvisionError({ code: full ? 'TT-FILE-01' : code, message, evidence, cause: thrown });
  }
}

function proven(step: Step, check: StepCheck): readonly string[] {
  if (check.kind === 'satisfied') return check.evidence;
  throw new ProvisionError({
    code: 'TT-STEP-01',
    message: `${step.title} was applied, but the server does not show it.`,
    evidence: check.changes.map(describe),
  });
}

/** One line about what is still different. */
function describe(change: Change): string {
  switch (change.kind) {
    case 'file':
      return `file ${change.path}: still to ${change.action}${change.diff === undefined ? '' : `\n${change.diff}`}`;
    case 'directory':
      return `folder ${change.path}: still to ${change.action === 'attributes' ? 'set its attributes' : change.action}`;
    case 'setting':
      return `${change.of}: ${change.name} is ${change.from}, not ${change.to}`;
    case 'database':
      return `${change.what}: still to ${change.action}`;
    case 'package':
    case 'account':
    case 'unit':
      return `${change.kind} ${change.name}: still to ${change.action}`;
  }
}
