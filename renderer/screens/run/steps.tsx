import { Loader } from '@mantine/core';
import { memo } from 'react';
import { Fold } from '../../components/fold.tsx';
import { Icon } from '../../components/icon.tsx';
import { Sheet } from '../../components/sheet.tsx';
import type { StepView } from '../../state/run-story.ts';
import { useWords } from '../../words/words.ts';
import classes from './run.module.css';

/** What is done, what is at work, and the next few; the rest is folded. */
export function Steps({ steps }: { readonly steps: readonly StepView[] }) {
  const words = useWords().run;
  const over = steps.filter(({ state }) => state === 'done' || state === 'as-it-should-be' || state === 'put-back');
  const now = steps.filter(({ state }) => state === 'working' || state === 'failed');
  const toCome = steps.filter(({ state }) => state === 'waiting');
  return (
    <Sheet>
      {over.length > 0 && (
        <Fold title={words.done(over.length)}>
          <StepList steps={over} />
        </Fold>
      )}
      {now.length > 0 && <StepList steps={now} />}
      {toCome.length > 0 && (
        <Fold title={words.waiting(toCome.length)}>
          <StepList steps={toCome} />
        </Fold>
      )}
    </Sheet>
  );
}

function StepList({ steps }: { readonly steps: readonly StepView[] }) {
  return (
    <ol className={classes.list}>
      {steps.map((step) => (
        <Step key={step.step} step={step} />
      ))}
    </ol>
  );
}

const Step = memo(function Step({ step }: { readonly step: StepView }) {
  const words = useWords();
  const { state, title, durationMs } = step;
  return (
    <li className={classes.step}>
      {state === 'working' ? (
        <Loader size={24} aria-hidden="true" />
      ) : (
        <span className={classes.mark} data-state={state}>
          {state === 'failed' && <Icon name="cross" size={14} />}
          {state !== 'failed' && state !== 'waiting' && <Icon name="tick" size={14} />}
        </span>
      )}
      <span>
        {words.run.unplanned[step.step] ?? title}
        <span className="unseen">, {words.run.states[state]}</span>
      </span>
      <small>
        {durationMs === undefined
          ? state === 'as-it-should-be' && words.run.states[state]
          : words.components.secondsShort(durationMs / 1000)}
      </small>
    </li>
  );
});
