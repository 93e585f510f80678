export type Timing = { readonly introduction: number; readonly conclusion: number };

/** Shares a lesson's minutes out, whole and without a rest: the steps have what the other two leave. */
export function stepMinutes(
  minutes: number,
  timing: Timing,
): { introduction: number; steps: number; conclusion: number } {
  const introduction = minutes < 3 ? 0 : Math.max(1, Math.round(minutes * timing.introduction));
  const conclusion = minutes < 3 ? 0 : Math.max(1, Math.round(minutes * timing.conclusion));
  return { introduction, steps: Math.max(0, minutes - introduction - conclusion), conclusion };
}

/** Whole parts that make the sum, as equal as can be, the earlier ones larger. */
export function spread(sum: number, parts: number): number[] {
  const base = Math.floor(sum / parts);
  return Array.from({ length: parts }, (_, index) => base + (index < sum - base * parts ? 1 : 0));
}
