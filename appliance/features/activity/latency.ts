/** Upper ends of the classes that answers are counted in, milliseconds; the last class has none. */
export const latencyEndsMs = [1, 2, 5, 10, 20, 35, 50, 75, 100, 150, 200, 350, 500, 750, 1_000, 2_000, 5_000] as const;

export function latencyClass(ms: number): number {
  const found = latencyEndsMs.findIndex((end) => ms <= end);
  return found === -1 ? latencyEndsMs.length : found;
}

/**
 * The time within which a share of all answers came, by their numbers in each class and evenly spread within one. Null
 * when there were none; of the open class its beginning.
 */
export function quantileMs(counts: readonly number[], share: number): number | null {
  const all = counts.reduce((sum, count) => sum + count, 0);
  if (all === 0) return null;
  let left = share * all;
  for (const [index, count] of counts.entries()) {
    if (count < left) {
      left -= count;
      continue;
    }
    const start = latencyEndsMs[index - 1] ?? 0;
    const end = latencyEndsMs[index] ?? start;
    return Math.round((start + (end - start) * (count === 0 ? 0 : left / count)) * 10) / 10;
  }
  return latencyEndsMs.at(-1) ?? null;
}
