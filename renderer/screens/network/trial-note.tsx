import { useEffect, useRef, useState } from 'react';
import { Note } from '../../components/note.tsx';
import { ProblemOf } from '../../components/problem.tsx';
import { Gap } from '../../components/sheet.tsx';
import { Working } from '../../components/working.tsx';
import type { Out } from '../../state/face.ts';
import { useWords } from '../../words/words.ts';

type Props = {
  readonly trial: Out<'firewall.follow'> | undefined;
  /** The rules of a trial that failed are gone by now. */
  readonly onGone: () => void;
};

/** How the trial goes, with the time that is left until the server takes the rules back. */
export function TrialNote({ trial, onGone }: Props) {
  const words = useWords().network.firewall;
  const endsAt = trial !== undefined && 'endsAt' in trial ? trial.endsAt : null;
  const left = useSecondsUntil(endsAt);
  const gone = useRef(onGone);
  gone.current = onGone;
  const isGone = trial?.kind === 'failed' && left === 0;
  useEffect(() => {
    if (isGone) gone.current();
  }, [isGone]);
  if (trial === undefined || trial.kind === 'arming') {
    return (
      <>
        <Working title={words.arming} />
        <Gap />
      </>
    );
  }
  if (trial.kind === 'in-force') {
    return (
      <>
        <Note tone="good" title={words.proven} role="status">
          <p>{words.stays}</p>
        </Note>
        <Gap />
      </>
    );
  }
  const countdown = left === undefined ? undefined : left > 0 ? words.left(left) : words.gone;
  if (trial.kind === 'on-trial') {
    return (
      <>
        <Working title={words.onTrial}>
          <p role="timer">{countdown}</p>
        </Working>
        <Gap />
      </>
    );
  }
  return (
    <>
      <ProblemOf face={trial.error}>{countdown !== undefined && <span role="timer">{countdown}</span>}</ProblemOf>
      <Gap />
    </>
  );
}

/** Whole seconds, counted down once a second; undefined without a moment. */
function useSecondsUntil(moment: string | null): number | undefined {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (moment === null) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [moment]);
  return moment === null ? undefined : Math.max(0, Math.ceil((Date.parse(moment) - now) / 1000));
}
