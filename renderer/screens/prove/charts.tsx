import { Spark } from '../../components/spark.tsx';
import { useWords } from '../../words/words.ts';
import type { Sample } from '../upkeep/use-act-story.ts';
import classes from './prove.module.css';

/** What is driven and measured, a second a point: the number, what it means, and its shape. */
export function Charts({ samples }: { readonly samples: readonly Sample[] }) {
  const words = useWords().prove;
  const last = samples.at(-1);
  if (last === undefined) return null;
  const { charts } = words;
  const errors = samples.reduce((sum, sample) => sum + sample.errors, 0);
  return (
    <>
      <ul className={classes.charts}>
        <Chart
          name={charts.users}
          values={samples.map(({ users }) => users)}
          most={last.stage}
          show={words.number}
          beside={words.ofStage(last.stage)}
        />
        <Chart
          name={charts.requests}
          values={samples.map(({ requestsPerSecond }) => requestsPerSecond)}
          show={words.number}
        />
        <Chart name={charts.answer} values={samples.map(({ p95Ms }) => p95Ms)} show={words.ms} />
        <Chart
          name={charts.schemes}
          values={samples.map(({ generationsWaiting }) => generationsWaiting)}
          show={words.number}
          beside={words.made(last.generationsDone)}
        />
        <Chart
          name={charts.processor}
          values={samples.map(({ processorPercent }) => processorPercent)}
          most={100}
          show={words.percent}
          beside={words.generator(last.generatorPercent)}
        />
      </ul>
      {errors > 0 && <p className={classes.dim}>{words.errorsNow(errors)}</p>}
    </>
  );
}

type ChartProps = {
  readonly name: string;
  readonly values: readonly (number | null)[];
  readonly show: (value: number) => string;
  readonly most?: number;
  readonly beside?: string;
};

function Chart({ name, values, show, most, beside }: ChartProps) {
  const words = useWords().prove;
  const known = values.filter((value) => value !== null);
  const now = known.at(-1);
  const highest = show(known.reduce((top, value) => Math.max(top, value), 0));
  const shown = now === undefined ? words.nothing : show(now);
  return (
    <li className={classes.chart}>
      {name}
      <strong>{shown}</strong>
      <Spark values={values} label={words.shape(name, shown, highest)} {...(most === undefined ? {} : { most })} />
      <small>{beside ?? words.mostSoFar(highest)}</small>
    </li>
  );
}
