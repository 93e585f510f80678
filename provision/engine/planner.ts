import { asProvisionError, ProvisionError } from '../model/error.ts';
import type { Plan, PlannedStep, Purpose } from '../model/plan.ts';
import type { Step, StepCheck, StepContext } from '../model/step.ts';
import type { WantedState } from '../model/wanted.ts';
import { digestOf } from './canonical.ts';
import { concurrently } from './concurrently.ts';
import { inverted } from './inverted.ts';
import { inOrder } from './order.ts';
import { type StoredReceipt, toUndo } from './receipts.ts';

/** Checks only read, so they need not wait for each other; more than four at once only queue for the processor. */
const checksAtOnce = 4;

/**
 * What an install would do. Every step is checked, also one whose needs are still pending. Writes nothing.
 * Rejects with what a check rejected with.
 */
export async function planInstall(steps: readonly Step[], context: StepContext): Promise<Plan> {
  const ordered = inOrder(steps);
  const checks = await concurrently(
    ordered,
    checksAtOnce,
    async (step) => [step, await checkOf(step, context)] as const,
  );
  const pending = checks.flatMap(([step, check]) => (check.kind === 'pending' ? [planned(step, check)] : []));
  return sealed({
    kind: 'install',
    version: context.bundle.version,
    wanted: context.wanted,
    removeData: false,
    steps: pending,
    satisfied: checks.flatMap(([step, check]) => (check.kind === 'satisfied' ? [step.id] : [])),
  });
}

async function checkOf(step: Step, context: StepContext): Promise<StepCheck> {
  try {
    return await step.check(context);
  } catch (thrown) {
    const { code, message, evidence } = asProvisionError(thrown);
    throw new ProvisionError({ code, message: `${step.title}: ${message}`, evidence, cause: thrown });
  }
}

function planned(step: Step, check: Extract<StepCheck, { kind: 'pending' }>): PlannedStep {
  return { step: step.id, title: step.title, seconds: step.seconds, changes: check.changes };
}

export type UninstallWish = {
  readonly wanted: WantedState;
  readonly version: string;
  readonly removeData: boolean;
};

/** What an uninstall would do: the steps that have a receipt, last first, with their changes turned round. */
export function planUninstall(
  steps: readonly Step[],
  receipts: ReadonlyMap<string, StoredReceipt>,
  { wanted, version, removeData }: UninstallWish,
): Plan {
  const ordered = inOrder(steps).toReversed();
  const undone = ordered.flatMap((step): readonly PlannedStep[] => {
    const stored = receipts.get(step.id);
    if (!toUndo(stored, removeData)) return [];
    const changes = inverted(stored.changes, removeData);
    return [{ step: step.id, title: step.title, seconds: Math.ceil(step.seconds / 2), changes }];
  });
  return sealed({ kind: 'uninstall', version, wanted, removeData, steps: undone, satisfied: [] });
}

/** The same plan, which also says what it is for. */
export function meantFor(purpose: Purpose, plan: Plan): Plan {
  return sealed({ ...plan, purpose });
}

function sealed(plan: Omit<Plan, 'digest'>): Plan {
  return { ...plan, digest: digestOf(plan) };
}
