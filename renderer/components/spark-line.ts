/** Of the picture, whose own size is its place's affair. */
export const width = 100;
export const height = 30;

export type Run = { readonly first: number; readonly last: number; readonly points: string };

/** Pieces of the line between its gaps. A single point is a short line, else nobody would see it. */
export function runsOf(values: readonly (number | null)[], top: number): readonly Run[] {
  const runs: (readonly [number, number])[][] = [];
  for (const [index, value] of values.entries()) {
    if (value === null) continue;
    if (index === 0 || values[index - 1] === null) runs.push([]);
    const x = (index / Math.max(1, values.length - 1)) * width;
    runs.at(-1)?.push([rounded(x), rounded(height - (value / top) * height)]);
  }
  return runs.map((run) => {
    const [first = [0, height]] = run;
    const all = run.length === 1 ? [first, [rounded(first[0] + 0.4), first[1]] as const] : run;
    return { first: first[0], last: all.at(-1)?.[0] ?? first[0], points: all.map(([x, y]) => `${x},${y}`).join('L') };
  });
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
