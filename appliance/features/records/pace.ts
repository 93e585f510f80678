export type Counts = {
  /** Lessons of the term; doubles count as two, a lesson taught in part as a half. */
  readonly planned: number;
  readonly due: number;
  readonly delivered: number;
  readonly dueLately: number;
  readonly deliveredLately: number;
};

export type Pace = { readonly deliveredPct: number; readonly pace: number | null; readonly short: number };

/**
 * How far a class is: what was taught of what was due, and how many lessons will be missing at the end of the term if
 * the lessons that are left go as those of the last weeks did.
 */
export function paceOf({ planned, due, delivered, dueLately, deliveredLately }: Counts): Pace {
  const rate = dueLately > 0 ? Math.min(1, deliveredLately / dueLately) : due > 0 ? Math.min(1, delivered / due) : 1;
  const remaining = Math.max(0, planned - delivered);
  const slotsLeft = Math.max(0, planned - due);
  return {
    deliveredPct: planned === 0 ? 0 : Math.round((delivered / planned) * 100),
    pace: due === 0 ? null : Math.round((delivered / due) * 100) / 100,
    short: Math.max(0, Math.round(remaining - slotsLeft * rate)),
  };
}
