import styles from '../panel.module.css';

type SparkProps = {
  readonly values: readonly (number | null)[];
  readonly className?: string | undefined;
  /** Top of the picture, when that is not the largest value. */
  readonly most?: number | undefined;
};

const width = 100;
const height = 30;

/** The shape of a series; what is not known is a gap. Decoration: whoever shows it says it in words as well. */
export function Spark({ values, className, most }: SparkProps) {
  const known = values.flatMap((value) => value ?? []);
  if (known.length < 2) return null;
  const runs = runsOf(values, most ?? Math.max(1e-9, ...known));
  return (
    <svg className={className} viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
      <line className={styles.axis} x1={0} x2={width} y1={height} y2={height} />
      {runs.map(({ first, last, points }) => (
        <g key={first}>
          <path className={styles.area} d={`M${first},${height}L${points}L${last},${height}Z`} />
          <path className={styles.line} d={`M${points}`} />
        </g>
      ))}
    </svg>
  );
}

type Run = { readonly first: number; readonly last: number; readonly points: string };

/** From nought up: a small change of a large number shall not look like a large one. */
function runsOf(values: readonly (number | null)[], most: number): Run[] {
  const runs: { x: number; y: number }[][] = [];
  let open = false;
  for (const [index, value] of values.entries()) {
    if (value === null) {
      open = false;
      continue;
    }
    if (!open) runs.push([]);
    open = true;
    const x = (index / Math.max(1, values.length - 1)) * width;
    runs.at(-1)?.push({ x: Math.round(x * 100) / 100, y: Math.round((height - (value / most) * height) * 100) / 100 });
  }
  return runs.map((run) => {
    // A single point is drawn as a short line, else nobody would see it.
    const [first = { x: 0, y: 0 }] = run;
    const all = run.length === 1 ? [first, { x: first.x + 0.4, y: first.y }] : run;
    return { first: first.x, last: all.at(-1)?.x ?? first.x, points: all.map(({ x, y }) => `${x},${y}`).join('L') };
  });
}
