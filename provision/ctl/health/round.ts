/** To one decimal: no more is known, and it reads well. */
export function round(value: number): number {
  return Math.round(value * 10) / 10;
}
