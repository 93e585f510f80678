import type { Change } from '../model/change.ts';
import type { JsonObject } from '../model/json.ts';
import type { StepCheck } from '../model/step.ts';

/** Satisfied when nothing is to be changed. */
export function checked(
  changes: readonly (Change | undefined)[],
  receipt: JsonObject,
  evidence: readonly string[],
): StepCheck {
  const real = changes.filter((change) => change !== undefined);
  return real.length === 0 ? { kind: 'satisfied', evidence } : { kind: 'pending', changes: real, receipt };
}

/** A part of a receipt; empty when the receipt is from before the part was thought of. */
export function part(receipt: JsonObject, key: string): JsonObject {
  const value = receipt[key];
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}
