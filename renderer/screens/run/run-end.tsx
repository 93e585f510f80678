import { Button } from '@mantine/core';
import { useLocation } from 'wouter';
import { faceErrorOf } from '../../../installer/contract/error.ts';
import { ActButton } from '../../components/act-button.tsx';
import { Icon } from '../../components/icon.tsx';
import { Note } from '../../components/note.tsx';
import { Problem, ProblemOf } from '../../components/problem.tsx';
import { SaveButton } from '../../components/save-button.tsx';
import { Scene } from '../../components/scene.tsx';
import { Gap } from '../../components/sheet.tsx';
import { Spring } from '../../frame/screen.tsx';
import { useAct, useFace } from '../../state/face.ts';
import type { RunView } from '../../state/run-story.ts';
import { useWords } from '../../words/words.ts';
import { Undo } from './undo.tsx';

type Props = { readonly view: RunView; readonly kind: 'install' | 'uninstall' };

/** How it ended: done, stopped, cut off, or failed with the reason on the spot. */
export function RunEnd({ view, kind }: Props) {
  const words = useWords().run;
  const { end, failure, verified, steps } = view;
  if (end === 'done') {
    return (
      <>
        <Scene name="done" width={360} />
        <Gap />
        <Note tone="good" title={words.doneText[kind]} role="status" />
      </>
    );
  }
  if (failure !== undefined) {
    const title = steps.find(({ step }) => step === failure.step)?.title ?? failure.step;
    return (
      <>
        <p style={{ marginTop: 0, fontSize: 16 }}>{words.failedStep(title)}</p>
        <ProblemOf face={faceErrorOf(failure)} />
      </>
    );
  }
  if (end === 'failed') {
    const failed = verified.filter(({ ok }) => !ok);
    return (
      <ProblemOf
        face={faceErrorOf({
          code: 'TT-HEALTH-01',
          message: words.notPassed(failed.length, verified.length),
          evidence: failed.map(({ name, detail }) => `${name}: ${detail}`),
        })}
      />
    );
  }
  return (
    <Note tone="better" title={end === 'gone' ? words.goneTitle : words.cancelledTitle} role="status">
      <p>{end === 'gone' ? words.goneText : words.cancelledText}</p>
    </Note>
  );
}

type ActionProps = Props & { readonly connection: string; readonly run: string; readonly onResumed: () => void };

/** What can be done now. */
export function RunEndActions({ connection, run, view, kind, onResumed }: ActionProps) {
  const words = useWords().run;
  const [, go] = useLocation();
  const face = useFace();
  const resume = useAct('run.resume');
  const { end, failure } = view;
  const save = (
    <SaveButton label={words.report} make={() => face.ask('report.file', { connection, run, format: 'html' })} />
  );
  if (end === 'done') {
    return (
      <>
        {save}
        <Spring />
        {kind === 'install' ? (
          <Button rightSection={<Icon name="next" />} onClick={() => go(`/c/${connection}/verify`)}>
            {words.verify}
          </Button>
        ) : (
          <Button onClick={() => go(`/c/${connection}/manage`)}>{words.toServer}</Button>
        )}
      </>
    );
  }
  const goOn = () =>
    resume.mutate(
      { connection, run },
      {
        onSuccess: ({ run: now }) => {
          onResumed();
          if (now !== run) go(`/c/${connection}/${kind === 'install' ? 'install' : 'runs'}/${now}`);
        },
      },
    );
  return (
    <>
      {save}
      {kind === 'install' && <Undo connection={connection} run={run} />}
      {resume.isError && <Problem error={resume.error} />}
      <Spring />
      <ActButton onClick={goOn} loading={resume.isPending} leftSection={<Icon name="again" />}>
        {failure === undefined ? words.goOn : words.retry}
      </ActButton>
    </>
  );
}
