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

/**
 * Which backups may go: the newest of each of the last days, weeks and months that have one stays, and so do the newest of
 * all, the one last proven, and what is younger than two days. Days, weeks (from Monday) and months are UTC.
 */
export function removable<T extends Kept>({ backups, policy, proven, now }: RetentionQuestion<T>): readonly T[] {
  const newestFirst = [...backups].sort((a, b) => (a.at === b.at ? (a.name < b.name ? 1 : -1) : a.at < b.at ? 1 : -1));
  const stays = new Set<T>(newestFirst.slice(0, 1));
  for (const one of newestFirst)
    if (one.name === proven || now.getTime() - Date.parse(one.at) < youngMs) stays.add(one);
  const periods = [
    [policy.daily, dayOf],
    [policy.weekly, weekOf],
    [policy.monthly, monthOf],
  ] as const;
  for (const [count, periodOf] of periods) {
    const newest = new Map<string, T>();
    for (const one of newestFirst) {
      const period = periodOf(one.at);
      if (!newest.has(period)) newest.set(period, one);
    }
    for (const one of [...newest.values()].slice(0, count)) stays.add(one);
  }
  return newestFirst.filter((one) => !stays.has(one));
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
