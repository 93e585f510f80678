import classes from './components.module.css';
import { height, runsOf, width } from './spark-line.ts';

type Props = {
  readonly values: readonly (number | null)[];
  /** What the shape says, in words. */
  readonly label: string;
  /** Top of the picture, when that is not the largest value. */
  readonly most?: number;
};

/** The shape of a series from nought up; what is not known is a gap. The numbers stand beside it. */
export function Spark({ values, label, most }: Props) {
  const top = Math.max(most ?? 0, 1e-9, ...values.map((value) => value ?? 0));
  return (
    <svg
      className={classes.spark}
      viewBox={`0 -1 ${width} ${height + 2}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      <line className={classes.sparkAxis} x1={0} x2={width} y1={height} y2={height} />
      {runsOf(values, top).map(({ first, last, points }) => (
        <g key={first}>
          <path className={classes.sparkArea} d={`M${first},${height}L${points}L${last},${height}Z`} />
          <path className={classes.sparkLine} d={`M${points}`} />
        </g>
      ))}
    </svg>
  );
}
