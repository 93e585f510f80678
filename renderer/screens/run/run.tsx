import { useEffect, useState } from 'react';
import { type Act, actOf } from '../../../installer/contract/act.ts';
import type { Held } from '../../../installer/contract/calls/connection.ts';
import { ActButton } from '../../components/act-button.tsx';
import { Confirm } from '../../components/confirm.tsx';
import { Fold } from '../../components/fold.tsx';
import { LogView } from '../../components/log-view.tsx';
import { Note } from '../../components/note.tsx';
import { Problem } from '../../components/problem.tsx';
import { Gap, Sheet } from '../../components/sheet.tsx';
import { Working } from '../../components/working.tsx';
import { Screen, Spring } from '../../frame/screen.tsx';
import { useAct } from '../../state/face.ts';
import { when } from '../../state/places.ts';
import type { RunView } from '../../state/run-story.ts';
import { useRun } from '../../state/use-run.ts';
import { useWords } from '../../words/words.ts';
import { Overtaken } from './go-on.tsx';
import { Progress } from './progress.tsx';
import { RunEnd, RunEndActions } from './run-end.tsx';
import { Steps } from './steps.tsx';

/** `act`: what it is for, where that is known before its first entry. */
type Props = { readonly held: Held; readonly run: string; readonly act?: Act };

/** A run as it goes on, whoever began it, and how it ended. */
export function Run({ held, run, act: known }: Props) {
  const { connection } = held;
  const words = useWords();
  const own = words.run;
  const [times, setTimes] = useState(0);
  const { view, error } = useRun(connection, run, times);
  const cancel = useAct('run.cancel');
  const [isAsking, setAsking] = useState(false);
  const act = view.plan === undefined ? known : actOf(view.plan);
  const way = view.plan?.upgrade;
  const isUnderWay = view.plan !== undefined && view.end === undefined;
  useEffect(() => {
    if (isUnderWay) document.title = own.windowTitle(view.percent);
  }, [isUnderWay, view.percent, own]);
  const stop = () => cancel.mutate({ connection, now: false }, { onSuccess: () => setAsking(false) });
  return (
    <Screen
      title={act === undefined ? own.opening : titleOf(own, view, act)}
      {...(isUnderWay && way !== undefined ? { lead: own.way(way.from, way.to) } : {})}
      actions={
        isUnderWay
          ? view.back === undefined && (
              <>
                <Spring />
                <ActButton variant="default" onClick={() => setAsking(true)} disabled={cancel.isSuccess}>
                  {own.stop}
                </ActButton>
              </>
            )
          : view.end !== undefined &&
            act !== undefined && (
              <RunEndActions
                held={held}
                run={run}
                view={view}
                act={act}
                onResumed={() => {
                  cancel.reset();
                  setTimes((now) => now + 1);
                }}
              />
            )
      }
    >
      {error !== undefined && <Problem error={error} />}
      {view.plan === undefined && error === undefined && <Working title={own.opening} />}
      {view.isLineBroken && (
        <>
          <Note tone="better" title={own.broken} role="status" />
          <Gap />
        </>
      )}
      {view.plan !== undefined && act !== undefined && (
        <>
          {view.end === undefined ? <UnderWay view={view} /> : <RunEnd connection={connection} view={view} act={act} />}
          {view.end !== undefined && view.end !== 'done' && <Overtaken connection={connection} run={run} />}
          <Gap />
          {isUnderWay && (
            <>
              <Note tone="plain" title={cancel.isSuccess ? own.stopping : own.close}>
                {view.origin !== undefined && view.startedAt !== undefined && (
                  <p style={{ color: 'var(--mantine-color-dimmed)' }}>
                    {own.by(view.origin.who, view.origin.from, when(view.startedAt))}
                  </p>
                )}
              </Note>
              <Gap />
            </>
          )}
          <Steps steps={view.back === undefined ? view.steps : view.steps.filter(({ state }) => state !== 'waiting')} />
          <Sheet>
            <Fold title={own.log(view.lines)}>
              <LogView log={view.log} lines={view.lines} />
            </Fold>
          </Sheet>
        </>
      )}
      <Confirm
        title={own.stopTitle}
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        onConfirm={stop}
        confirmLabel={own.stopDo}
        isWorking={cancel.isPending}
      >
        <p style={{ margin: 0 }}>{act === 'upgrade' && !isKept(view) ? own.stopTextUpgrade : own.stopText}</p>
        {cancel.isError && <Problem error={cancel.error} />}
      </Confirm>
    </Screen>
  );
}

/** Whether the new release stays, whatever comes of what is done after it. */
function isKept({ steps }: RunView): boolean {
  return steps.some(({ step, state }) => step === 'upgrade/committed' && state === 'done');
}

/** How far it is. Of going back nobody knows how long it takes. */
function UnderWay({ view }: { readonly view: RunView }) {
  const words = useWords().run;
  const { back, plan, doing } = view;
  if (back === undefined) return <Progress view={view} />;
  return (
    <Working title={words.wentBack.working(plan?.upgrade?.from ?? '')}>
      {doing?.said !== undefined && <p>{doing.said}</p>}
    </Working>
  );
}

function titleOf(words: ReturnType<typeof useWords>['run'], view: RunView, act: Act): string {
  const { end, failure, back, plan } = view;
  const from = plan?.upgrade?.from ?? '';
  if (back === 'failed' && end !== undefined) return words.wentBack.notBackTitle;
  switch (end) {
    case undefined:
      return words.title[act];
    case 'done':
      return words.doneTitle[act];
    case 'cancelled':
      return back === 'done' ? words.wentBack.cancelledTitle(from) : words.cancelledTitle;
    case 'gone':
      return words.goneTitle;
    case 'failed':
      if (back === 'done') return words.wentBack.failedTitle(from);
      return failure === undefined ? words.verifyNotTitle : words.failedTitle[act];
  }
}
