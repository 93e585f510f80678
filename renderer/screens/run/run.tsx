import { useEffect, useState } from 'react';
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
import { useRun } from '../../state/use-run.ts';
import { useWords } from '../../words/words.ts';
import { Progress } from './progress.tsx';
import { RunEnd, RunEndActions } from './run-end.tsx';
import { Steps } from './steps.tsx';

type Props = { readonly connection: string; readonly run: string; readonly kind: 'install' | 'uninstall' };

/** A run as it goes on, whoever began it, and how it ended. */
export function Run({ connection, run, kind: known }: Props) {
  const words = useWords();
  const own = words.run;
  const [times, setTimes] = useState(0);
  const { view, error } = useRun(connection, run, times);
  const cancel = useAct('run.cancel');
  const [isAsking, setAsking] = useState(false);
  const kind = view.plan?.kind ?? known;
  const isUnderWay = view.plan !== undefined && view.end === undefined;
  useEffect(() => {
    if (isUnderWay) document.title = own.windowTitle(view.percent);
  }, [isUnderWay, view.percent, own]);
  const stop = () => cancel.mutate({ connection, now: false }, { onSuccess: () => setAsking(false) });
  return (
    <Screen
      title={view.end === undefined ? own.title[kind] : titleOf(own, view.end, kind, view.failure !== undefined)}
      actions={
        isUnderWay ? (
          <>
            <Spring />
            <ActButton variant="default" onClick={() => setAsking(true)} disabled={cancel.isSuccess}>
              {own.stop}
            </ActButton>
          </>
        ) : (
          view.end !== undefined && (
            <RunEndActions
              connection={connection}
              run={run}
              view={view}
              kind={kind}
              onResumed={() => {
                cancel.reset();
                setTimes((now) => now + 1);
              }}
            />
          )
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
      {view.plan !== undefined && (
        <>
          {view.end === undefined ? <Progress view={view} /> : <RunEnd view={view} kind={kind} />}
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
          <Steps steps={view.steps} />
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
        <p style={{ margin: 0 }}>{own.stopText}</p>
        {cancel.isError && <Problem error={cancel.error} />}
      </Confirm>
    </Screen>
  );
}

type End = NonNullable<ReturnType<typeof useRun>['view']['end']>;

function titleOf(
  words: ReturnType<typeof useWords>['run'],
  end: End,
  kind: Props['kind'],
  hasFailure: boolean,
): string {
  switch (end) {
    case 'done':
      return words.doneTitle[kind];
    case 'cancelled':
      return words.cancelledTitle;
    case 'gone':
      return words.goneTitle;
    case 'failed':
      return hasFailure ? words.failedTitle[kind] : words.verifyNotTitle;
  }
}
