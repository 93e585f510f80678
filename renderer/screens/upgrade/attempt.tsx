import { useEffect, useRef } from 'react';
import { ActButton } from '../../components/act-button.tsx';
import { Fold } from '../../components/fold.tsx';
import { Icon } from '../../components/icon.tsx';
import { Note } from '../../components/note.tsx';
import { Problem, ProblemOf } from '../../components/problem.tsx';
import { Buttons, Gap, Sheet } from '../../components/sheet.tsx';
import { useAct } from '../../state/face.ts';
import type { Made } from '../../state/use-making.ts';
import { useWords } from '../../words/words.ts';
import type { PlanOf } from '../plan/change-line.tsx';
import { Making } from '../plan/making.tsx';
import { PlanView } from '../plan/plan-view.tsx';
import { Preflight } from './preflight.tsx';

type Props = { readonly connection: string; readonly made: Made; readonly onAgain: () => void };

/** What the server said of this upgrade: on its way, refused with every reason, or what it would do. */
export function Attempt(props: Props) {
  const top = useRef<HTMLDivElement>(null);
  const isJudged = props.made.ready !== undefined;
  // It is to be read before anybody agrees, and comes up below what is in sight.
  useEffect(() => {
    if (isJudged) top.current?.scrollIntoView({ block: 'start' });
  }, [isJudged]);
  return (
    <div ref={top} style={{ margin: '16px 0', scrollMarginTop: 16 }}>
      <Told {...props} />
    </div>
  );
}

function Told({ connection, made, onAgain }: Props) {
  const words = useWords().upgrade;
  const cancel = useAct('plan.cancel');
  const { now, preflight, ready, error } = made;
  const again = (
    <Buttons>
      <ActButton variant="default" leftSection={<Icon name="again" />} onClick={onAgain}>
        {words.again}
      </ActButton>
    </Buttons>
  );
  const found = preflight !== undefined && <Preflight preflight={preflight} />;
  if (error !== undefined) return <Problem error={error} onRetry={onAgain} />;
  if (now?.kind === 'failed') {
    return (
      <>
        {found}
        <ProblemOf face={now.error} onRetry={onAgain} />
        <Gap />
      </>
    );
  }
  if (now?.kind === 'cancelled') {
    return (
      <>
        <Note tone="plain" title={words.cancelled} role="status">
          {again}
        </Note>
        <Gap />
      </>
    );
  }
  if (ready === undefined) {
    return (
      <>
        <Making planning={now} kind="upgrade" />
        <Buttons>
          <ActButton variant="default" onClick={() => cancel.mutate({ connection })} loading={cancel.isPending}>
            {words.stop}
          </ActButton>
        </Buttons>
        {cancel.isError && <Problem error={cancel.error} />}
        <Gap />
        {found}
      </>
    );
  }
  return (
    <>
      {found}
      {ready.plan.upgrade !== undefined && <Will way={ready.plan.upgrade} />}
      <Sheet>
        <Fold title={words.plan}>
          <PlanView plan={ready.plan} sums={ready.sums} />
        </Fold>
        {again}
      </Sheet>
    </>
  );
}

function Will({ way }: { readonly way: NonNullable<PlanOf['upgrade']> }) {
  const words = useWords().upgrade;
  const { from, to, breaking } = way;
  return (
    <>
      <Sheet title={words.willTitle(from, to)}>
        <ol style={{ margin: 0, paddingLeft: 20, lineHeight: 1.6 }}>
          {words.will.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ol>
      </Sheet>
      {breaking.length > 0 && (
        <>
          <Gap />
          <Note tone="better" icon="clock" title={words.pause(breaking.join(', '))} />
          <Gap />
        </>
      )}
    </>
  );
}
