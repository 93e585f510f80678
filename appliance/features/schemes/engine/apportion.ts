/**
 * Shares `units` out by weight: largest remainder, ties to the earlier one, at least 1 each. Needs at least as many
 * units as weights. Nobody gets more than a fifth above the weight when there are more units than weights in all; what
 * is left over then comes back as `surplus`.
 */
export function apportion(
  weights: readonly number[],
  units: number,
): { readonly shares: readonly number[]; readonly surplus: number } {
  if (weights.length === 0) return { shares: [], surplus: units };
  if (units < weights.length) throw new RangeError(`${units} units cannot give 1 to each of ${weights.length}`);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const caps = weights.map((weight) => (units > total ? Math.max(weight + 1, Math.floor(weight * 1.2)) : units));
  const wanted = Math.min(
    units,
    caps.reduce((sum, cap) => sum + cap, 0),
  );
  const quotas = weights.map((weight) => (weight * wanted) / total);
  const shares = quotas.map((quota, index) => Math.min(caps[index] ?? quota, Math.max(1, Math.floor(quota))));
  settle(shares, quotas, caps, wanted);
  return { shares, surplus: units - wanted };
}

/** Gives what is missing to the largest remainders; takes what is too much from the shares furthest above their quota. */
function settle(shares: number[], quotas: readonly number[], caps: readonly number[], wanted: number): void {
  let open = wanted - shares.reduce((sum, share) => sum + share, 0);
  while (open !== 0) {
    const step = Math.sign(open);
    const distance = (index: number) => step * ((quotas[index] ?? 0) - (shares[index] ?? 0));
    const eligible = shares
      .map((_, index) => index)
      .filter((index) => (step > 0 ? (shares[index] ?? 0) < (caps[index] ?? 0) : (shares[index] ?? 0) > 1));
    const best = eligible.reduce((a, b) => (distance(b) > distance(a) + 1e-9 ? b : a));
    shares[best] = (shares[best] ?? 0) + step;
    open -= step;
  }
}
