import { Progress as Bar } from '@mantine/core';
import { useEffect, useState } from 'react';
import { type RunView, secondsLeft } from '../../state/run-story.ts';
import { useWords } from '../../words/words.ts';
import classes from './run.module.css';

/** How far it is, what is being done or waited for, since when. */
export function Progress({ view }: { readonly view: RunView }) {
  const words = useWords();
  const own = words.run;
  const elapsed = useElapsed(view);
  const left = secondsLeft(view.steps);
  const { percent, doing } = view;
  return (
    <section className={classes.top} aria-label={own.percent(percent)}>
      <div className={classes.numbers}>
        <span className={classes.percent}>{percent} %</span>
        <span className={classes.times}>
          {elapsed !== undefined && own.elapsed(own.elapsedMinutes(elapsed))}
          {left !== undefined && ` · ${own.left(words.components.minutes(left))}`}
        </span>
      </div>
      <Bar.Root size={12} radius="xl" transitionDuration={300}>
        <Bar.Section value={percent} aria-label={own.percent(percent)} />
      </Bar.Root>
      <p className={classes.now} aria-live="polite" aria-atomic="true">
        {doing !== undefined && (
          <>
            {own.now}: <strong>{own.unplanned[doing.step] ?? doing.title}</strong>
          </>
        )}
      </p>
      {doing?.said !== undefined && <span className={classes.said}>{doing.said}</span>}
    </section>
  );
}

/** Seconds by the server's own clock since the run began; between two entries the laptop counts on. */
function useElapsed({ startedAt, lastAt }: RunView): number | undefined {
  const [, tick] = useState(0);
  const [seen, setSeen] = useState<{ readonly at: string; readonly ms: number }>();
  useEffect(() => {
    if (lastAt !== undefined) setSeen({ at: lastAt, ms: performance.now() });
  }, [lastAt]);
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), 1_000);
    return () => clearInterval(timer);
  }, []);
  if (startedAt === undefined || seen === undefined) return undefined;
  return (Date.parse(seen.at) - Date.parse(startedAt) + performance.now() - seen.ms) / 1000;
}
