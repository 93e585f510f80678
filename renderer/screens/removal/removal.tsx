import { Button } from '@mantine/core';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { Held } from '../../../installer/contract/calls/connection.ts';
import { ActButton } from '../../components/act-button.tsx';
import { Confirm } from '../../components/confirm.tsx';
import { Note } from '../../components/note.tsx';
import { Problem, ProblemOf } from '../../components/problem.tsx';
import { Gap, Sheet } from '../../components/sheet.tsx';
import { TypedHost } from '../../components/typed-host.tsx';
import { Working } from '../../components/working.tsx';
import { Screen, Spring } from '../../frame/screen.tsx';
import { useAct, useLatest } from '../../state/face.ts';
import { hostAndPort } from '../../state/places.ts';
import { useWords } from '../../words/words.ts';
import choices from '../configure/configure.module.css';
import { PlanView } from '../plan/plan-view.tsx';

/** Taking it away again: the choice, the plan, and the server's address typed. */
export function Removal({ held }: { readonly held: Held }) {
  const words = useWords();
  const own = words.removal;
  const { connection } = held;
  const [, go] = useLocation();
  const [removeData, setRemoveData] = useState(false);
  const [times, setTimes] = useState(0);
  const [isAsking, setAsking] = useState(false);
  const [typed, setTyped] = useState('');
  const make = useAct('plan.make');
  const start = useAct('run.start');
  const { value: planning, error } = useLatest('plan.follow', times === 0 ? undefined : { connection }, times);
  const begin = () =>
    make.mutate(
      { connection, wish: { kind: 'uninstall', removeData } },
      { onSuccess: () => setTimes((now) => now + 1) },
    );
  const ready = planning?.kind === 'ready' && planning.plan.kind === 'uninstall' ? planning : undefined;
  const back = (
    <Button variant="default" onClick={() => go(`/c/${connection}/manage`)}>
      {own.back}
    </Button>
  );
  if (times === 0) {
    return (
      <Screen
        title={own.title}
        lead={own.lead}
        actions={
          <>
            {back}
            <Spring />
            <ActButton onClick={begin} loading={make.isPending}>
              {own.plan}
            </ActButton>
          </>
        }
      >
        <Sheet title={own.choose}>
          <div role="radiogroup" aria-label={own.choose}>
            <Choice label={own.keep} text={own.keepText} isChosen={!removeData} onChoose={() => setRemoveData(false)} />
            <Choice label={own.wipe} text={own.wipeText} isChosen={removeData} onChoose={() => setRemoveData(true)} />
          </div>
        </Sheet>
        <Gap />
        {make.isError && <Problem error={make.error} onRetry={begin} />}
      </Screen>
    );
  }
  return (
    <Screen
      title={own.title}
      lead={own.lead}
      actions={
        <>
          {back}
          <Button variant="default" onClick={() => setTimes(0)}>
            {own.anew}
          </Button>
          <Spring />
          {ready !== undefined && ready.plan.steps.length > 0 && (
            <ActButton color="clay" onClick={() => setAsking(true)}>
              {own.remove}
            </ActButton>
          )}
        </>
      }
    >
      {error !== undefined && <Problem error={error} onRetry={begin} />}
      {planning?.kind === 'failed' && <ProblemOf face={planning.error} onRetry={begin} />}
      {ready === undefined && error === undefined && planning?.kind !== 'failed' && <Working title={own.making} />}
      {ready !== undefined && <PlanView plan={ready.plan} sums={ready.sums} />}
      <Confirm
        title={own.agreeTitle(hostAndPort(held))}
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        confirmLabel={own.remove}
        isDangerous
        canConfirm={typed.trim() === held.host}
        isWorking={start.isPending}
        onConfirm={() => {
          if (ready === undefined) return;
          start.mutate(
            { connection, digest: ready.plan.digest, typed: typed.trim() },
            { onSuccess: ({ run }) => go(`/c/${connection}/runs/${run}`) },
          );
        }}
      >
        <Note tone={removeData ? 'bad' : 'better'} title={removeData ? own.agreeWipe : own.agreeKeep} />
        <TypedHost label={own.type(held.host)} typed={typed} onType={setTyped} />
        {start.isError && <Problem error={start.error} />}
      </Confirm>
    </Screen>
  );
}

type ChoiceProps = {
  readonly label: string;
  readonly text: string;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
};

function Choice({ label, text, isChosen, onChoose }: ChoiceProps) {
  return (
    <label className={choices.choice}>
      <input type="radio" name="data" checked={isChosen} onChange={onChoose} />
      <span>
        <strong>{label}</strong>
        <span>{text}</span>
      </span>
    </label>
  );
}
