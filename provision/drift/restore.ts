import type { Step } from '../model/step.ts';
import type { Drift, DriftItem } from './drift.ts';

/**
 * Ids of the steps that put an item back: its own, and those after it that are as they should be now, or only have to
 * restart a service, since what they prove may change with it. What else differs elsewhere stays as it is.
 */
export function stepsToRestore(steps: readonly Step[], drift: Drift, item: DriftItem): readonly string[] {
  const needing = new Set([item.step]);
  for (let size = 0; size !== needing.size; ) {
    size = needing.size;
    for (const step of steps) if (step.needs.some((need) => needing.has(need))) needing.add(step.id);
  }
  const untouched = (step: string) =>
    !drift.notChecked.some((one) => one.step === step) &&
    drift.items.filter((one) => one.step === step).every(({ id }) => /^unit:.*:(restart|reload)$/.test(id));
  return steps.flatMap(({ id }) => (id === item.step || (needing.has(id) && untouched(id)) ? [id] : []));
}

/** The steps alone, with needs of each other only. */
export function onlySteps(steps: readonly Step[], ids: readonly string[]): readonly Step[] {
  const chosen = new Set(ids);
  return steps
    .filter(({ id }) => chosen.has(id))
    .map((step) => ({ ...step, needs: step.needs.filter((need) => chosen.has(need)) }));
}
