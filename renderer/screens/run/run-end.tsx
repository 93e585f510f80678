import { Button } from '@mantine/core';
import { useLocation } from 'wouter';
import type { Act } from '../../../installer/contract/act.ts';
import type { Held } from '../../../installer/contract/calls/connection.ts';
import { faceErrorOf } from '../../../installer/contract/error.ts';
import { Icon } from '../../components/icon.tsx';
import { Note } from '../../components/note.tsx';
import { ProblemOf } from '../../components/problem.tsx';
import { SaveButton } from '../../components/save-button.tsx';
import { Scene } from '../../components/scene.tsx';
import { Gap } from '../../components/sheet.tsx';
import { Spring } from '../../frame/screen.tsx';
import { useFace } from '../../state/face.ts';
import type { RunView } from '../../state/run-story.ts';
import { useWords } from '../../words/words.ts';
import { GoOn } from './go-on.tsx';
import { Undo } from './undo.tsx';

type Props = { readonly connection: string; readonly view: RunView; readonly act: Act };

/** How it ended: done, stopped, cut off, or failed with the reason on the spot. */
export function RunEnd({ connection, view, act }: Props) {
  const words = useWords().run;
  const { end, failure, verified, back, backFailure } = view;
  if (end === 'done') {
    return (
      <>
        <Scene name="done" width={360} />
        <Gap />
        <Note tone="good" title={words.doneText[act]} role="status" />
        {view.firewall !== undefined && <FirewallEnd connection={connection} firewall={view.firewall} />}
      </>
    );
  }
  if (failure !== undefined && back === 'done' && end !== 'gone') {
    return (
      <>
        <Note tone="better" icon="back" title={words.wentBack.lost} role="status" />
        <Gap />
        {end === 'failed' && (
          <ProblemOf
            face={{
              ...faceErrorOf(failure),
              title: words.wentBack.because(titleOf(view, failure.step)),
              causes: [],
              next: words.wentBack.next,
            }}
          />
        )}
      </>
    );
  }
  if (failure !== undefined && backFailure !== undefined) {
    return (
      <>
        <p style={{ marginTop: 0, fontSize: 16 }}>{words.wentBack.notBack(titleOf(view, failure.step))}</p>
        <ProblemOf face={faceErrorOf(backFailure)} />
        <Gap />
        <ProblemOf face={faceErrorOf(failure)} />
      </>
    );
  }
  if (failure !== undefined && end !== 'gone') {
    const title = titleOf(view, failure.step);
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

type FirewallProps = {
  readonly connection: string;
  readonly firewall: NonNullable<RunView['firewall']>;
};

/** The run made the rules ready; whether they hold was settled after it, by this laptop. */
function FirewallEnd({ connection, firewall: { ok, summary } }: FirewallProps) {
  const words = useWords().run;
  const [, go] = useLocation();
  return (
    <>
      <Gap />
      <Note tone={ok === null ? 'plain' : ok ? 'good' : 'bad'} title={words.firewall(summary)} role="status">
        {ok === false && (
          <Button size="xs" variant="default" mt="xs" onClick={() => go(`/c/${connection}/manage/firewall`)}>
            {words.toFirewall}
          </Button>
        )}
      </Note>
    </>
  );
}

function titleOf({ steps }: RunView, step: string): string {
  return steps.find((one) => one.step === step)?.title ?? step;
}

type ActionProps = Omit<Props, 'connection'> & {
  readonly held: Held;
  readonly run: string;
  readonly onResumed: () => void;
};

/** What can be done now. */
export function RunEndActions({ held, run, view, act, onResumed }: ActionProps) {
  const { connection } = held;
  const words = useWords().run;
  const [, go] = useLocation();
  const face = useFace();
  const { end, back } = view;
  const isWay = act === 'upgrade' || act === 'back';
  const save = (
    <SaveButton label={words.report} make={() => face.ask('report.file', { connection, run, format: 'html' })} />
  );
  if (end === 'done') {
    return (
      <>
        {save}
        <Spring />
        {isWay && (
          <Button variant="default" onClick={() => go(`/c/${connection}/verify`)}>
            {words.verify}
          </Button>
        )}
        {act === 'install' ? (
          <Button rightSection={<Icon name="next" />} onClick={() => go(`/c/${connection}/verify`)}>
            {words.verify}
          </Button>
        ) : (
          <Button onClick={() => go(`/c/${connection}/manage`)}>{words.toServer}</Button>
        )}
      </>
    );
  }
  // It is over: another try is another plan.
  if (back === 'done' && end !== 'gone') {
    return (
      <>
        {save}
        <Spring />
        <Button onClick={() => go(`/c/${connection}/manage/upgrade`)}>{words.wentBack.toUpgrade}</Button>
      </>
    );
  }
  return (
    <>
      {save}
      {act === 'install' && <Undo connection={connection} run={run} />}
      <GoOn held={held} run={run} view={view} act={act} onResumed={onResumed} />
    </>
  );
}
