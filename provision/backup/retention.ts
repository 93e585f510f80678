export type Policy = { readonly daily: number; readonly weekly: number; readonly monthly: number };

export const defaultPolicy: Policy = { daily: 7, weekly: 5, monthly: 12 };

export type Kept = { readonly name: string; readonly at: string };

export type RetentionQuestion<T extends Kept> = {
  readonly backups: readonly T[];
  readonly policy: Policy;
  /** The backup that was restored for a proof last; it is kept until another one is proven. */
  readonly proven?: string | undefined;
  readonly now: Date;
};

/** Safety copies of the last days stay whatever the policy says: what they go back to may be asked for. */
const youngMs = 48 * 3_600_000;

const dayMs = 86_400_000;

/** Made while the clock was ahead: it says nothing about how new it is, so it counts as the oldest. */
export function isAhead({ at }: Pick<Kept, 'at'>, now: Date): boolean {
  return Date.parse(at) - now.getTime() > dayMs;
}

/** Newest first, those of a wrong clock last. */
export function newestFirst<T extends Kept>(backups: readonly T[], now: Date): readonly T[] {
  const rank = (one: T) => `${isAhead(one, now) ? 0 : 1} ${one.at} ${one.name}`;
  return backups
    .map((one) => ({ one, rank: rank(one) }))
    .sort((a, b) => (a.rank < b.rank ? 1 : -1))
    .map(({ one }) => one);
}

/**
 * Which backups may go: the newest of each of the last days, weeks and months that have one stays, and so do the newest of
 * all, the one last proven, and what is younger than two days. Days, weeks (from Monday) and months are UTC.
 */
export function removable<T extends Kept>({ backups, policy, proven, now }: RetentionQuestion<T>): readonly T[] {
  const sorted = newestFirst(backups, now);
  const stays = new Set<T>(sorted.slice(0, 1));
  const isYoung = (one: T) => !isAhead(one, now) && now.getTime() - Date.parse(one.at) < youngMs;
  for (const one of sorted) if (one.name === proven || isYoung(one)) stays.add(one);
  const periods = [
    [policy.daily, dayOf],
    [policy.weekly, weekOf],
    [policy.monthly, monthOf],
  ] as const;
  for (const [count, periodOf] of periods) {
    const newest = new Map<string, T>();
    for (const one of sorted) {
      const period = periodOf(one.at);
      if (!newest.has(period)) newest.set(period, one);
    }
    for (const one of [...newest.values()].slice(0, count)) stays.add(one);
  }
  return sorted.filter((one) => !stays.has(one));
}

function dayOf(at: string): string {
  return at.slice(0, 10);
}

function weekOf(at: string): string {
  const day = new Date(`${dayOf(at)}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7));
  return day.toISOString().slice(0, 10);
}

function monthOf(at: string): string {
  return at.slice(0, 7);
}
