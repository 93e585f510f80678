import { Button } from '@mantine/core';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import type { Held } from '../../../installer/contract/calls/connection.ts';
import { ActButton } from '../../components/act-button.tsx';
import { Confirm } from '../../components/confirm.tsx';
import { Icon } from '../../components/icon.tsx';
import { Note } from '../../components/note.tsx';
import { Problem, ProblemOf } from '../../components/problem.tsx';
import { Gap } from '../../components/sheet.tsx';
import { Screen, Spring } from '../../frame/screen.tsx';
import { useAnswers } from '../../state/answers.ts';
import { useAct, useLatest } from '../../state/face.ts';
import { hostAndPort } from '../../state/places.ts';
import { useIsWatching } from '../../state/window-part.ts';
import { useWords } from '../../words/words.ts';
import { BundleField } from './bundle-field.tsx';
import { Making } from './making.tsx';
import { PlanView } from './plan-view.tsx';

/** From nothing to a plan that was read and agreed to. */
export function Plan({ held, isAsked }: { readonly held: Held; readonly isAsked: boolean }) {
  const words = useWords();
  const own = words.plan;
  const { connection } = held;
  const [, go] = useLocation();
  const make = useMake(held, isAsked);
  const start = useAct('run.start');
  const cancel = useAct('plan.cancel');
  const answers = useAnswers(connection);
  const [isAsking, setAsking] = useState(false);
  const isThere = held.plan?.kind === 'install';
  const { value: planning, error } = useLatest('plan.follow', isThere ? { connection } : undefined, make.times);
  const back = (
    <Button variant="default" onClick={() => go(`/c/${connection}/configure`)}>
      {words.components.back}
    </Button>
  );
  const anew = (label: string, variant: 'filled' | 'default') => (
    <ActButton
      variant={variant}
      onClick={() => make.begin()}
      loading={make.isPending}
      leftSection={<Icon name="again" />}
    >
      {label}
    </ActButton>
  );
  if (!isThere) {
    return (
      <Screen
        title={own.none.title}
        lead={own.none.lead}
        actions={
          <>
            {back}
            <Spring />
            {anew(own.none.go, 'filled')}
          </>
        }
      >
        {make.error !== null && <Problem error={make.error} />}
      </Screen>
    );
  }
  if (error !== undefined) {
    return (
      <Screen
        title={own.none.title}
        actions={
          <>
            {back}
            <Spring />
            {anew(own.again, 'filled')}
          </>
        }
      >
        <Problem error={error} />
      </Screen>
    );
  }
  if (
    planning === undefined ||
    (planning.kind !== 'ready' && planning.kind !== 'failed' && planning.kind !== 'cancelled')
  ) {
    return (
      <Screen
        title={own.making.title}
        lead={own.making.lead}
        actions={
          <>
            <Spring />
            <ActButton variant="default" onClick={() => cancel.mutate({ connection })} loading={cancel.isPending}>
              {own.making.cancel}
            </ActButton>
          </>
        }
      >
        <Making planning={planning} kind="install" />
        <Gap />
        {cancel.isError && <Problem error={cancel.error} />}
      </Screen>
    );
  }
  if (planning.kind === 'failed') {
    return (
      <Screen
        title={own.none.title}
        actions={
          <>
            {back}
            <Spring />
            {anew(words.components.retry, 'filled')}
          </>
        }
      >
        <ProblemOf face={planning.error} />
        <Gap />
        {planning.error.code === 'TT-BUNDLE-01' && <BundleField onUse={make.begin} />}
      </Screen>
    );
  }
  if (planning.kind === 'cancelled') {
    return (
      <Screen
        title={own.none.title}
        actions={
          <>
            {back}
            <Spring />
            {anew(own.again, 'filled')}
          </>
        }
      >
        <Note tone="plain" title={own.cancelled} role="status" />
      </Screen>
    );
  }
  const { plan, sums } = planning;
  const isStale = answers.settled !== undefined && !isSame(answers.settled.wanted, plan.wanted);
  const isEmpty = plan.steps.length === 0;
  const install = () =>
    start.mutate(
      { connection, digest: plan.digest },
      { onSuccess: ({ run }) => go(`/c/${connection}/install/${run}`) },
    );
  return (
    <Screen
      title={own.title}
      lead={own.lead}
      actions={
        <>
          {back}
          {anew(own.again, 'default')}
          <Spring />
          {isEmpty ? (
            <Button onClick={() => go(`/c/${connection}/manage`)}>{words.frame.thisServer}</Button>
          ) : (
            <ActButton onClick={() => setAsking(true)} disabled={isStale} rightSection={<Icon name="next" />}>
              {own.install}
            </ActButton>
          )}
        </>
      }
    >
      {isStale && (
        <>
          <Note tone="better" title={own.stale} role="status" />
          <Gap />
        </>
      )}
      {make.error !== null && <Problem error={make.error} />}
      <PlanView plan={plan} sums={sums} />
      <Confirm
        title={own.agreeTitle(hostAndPort(held))}
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        confirmLabel={own.agree}
        isWorking={start.isPending}
        onConfirm={install}
      >
        <p style={{ margin: 0 }}>{own.agreeText(sums.steps, words.components.minutes(sums.seconds))}</p>
        {start.isError && <Problem error={start.error} />}
      </Confirm>
    </Screen>
  );
}

/** Begins a plan when asked to, and at once when one came here to have it made. */
function useMake({ connection, plan }: Held, isAsked: boolean) {
  const make = useAct('plan.make');
  const [, go] = useLocation();
  const [times, setTimes] = useState(0);
  const isWatching = useIsWatching();
  const begun = useRef(false);
  const { mutate } = make;
  const begin = useCallback(
    (bundle?: string) =>
      mutate(
        { connection, wish: { kind: 'install', ...(bundle === undefined ? {} : { bundle }) } },
        { onSuccess: () => setTimes((now) => now + 1) },
      ),
    [mutate, connection],
  );
  useEffect(() => {
    if (!isAsked) begun.current = false;
    if (!isAsked || begun.current) return;
    begun.current = true;
    if (!isWatching) begin();
    go(`/c/${connection}/plan`, { replace: true });
  }, [isAsked, begin, go, connection, isWatching]);
  // Another window may have begun one.
  const state = plan?.state;
  useEffect(() => {
    if (state === 'working') setTimes((now) => now + 1);
  }, [state]);
  return { ...make, begin, times };
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
