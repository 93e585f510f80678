import { Button } from '@mantine/core';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { Act } from '../../../installer/contract/act.ts';
import type { Held } from '../../../installer/contract/calls/connection.ts';
import { ActButton } from '../../components/act-button.tsx';
import { Confirm } from '../../components/confirm.tsx';
import { Icon } from '../../components/icon.tsx';
import { Note } from '../../components/note.tsx';
import { Problem } from '../../components/problem.tsx';
import { Gap } from '../../components/sheet.tsx';
import { TypedHost } from '../../components/typed-host.tsx';
import { Spring } from '../../frame/screen.tsx';
import { useAct, useAnswer } from '../../state/face.ts';
import { hostAndPort } from '../../state/places.ts';
import type { RunView } from '../../state/run-story.ts';
import { useWords } from '../../words/words.ts';

type Props = {
  readonly held: Held;
  readonly run: string;
  readonly view: RunView;
  readonly act: Act;
  readonly onResumed: () => void;
};

/** Goes on with a run that is not done, as long as nothing else was done on the server since. */
export function GoOn({ held, run, view, act, onResumed }: Props) {
  const words = useWords().run;
  const { connection } = held;
  const [, go] = useLocation();
  const resume = useAct('run.resume');
  const [isAsking, setAsking] = useState(false);
  const later = useLater(connection, run);
  if (later === 'looking') return null;
  if (later !== undefined) {
    return (
      <>
        <Spring />
        <Button onClick={() => go(`/c/${connection}/manage`)}>{words.toServer}</Button>
      </>
    );
  }
  const goOn = (typed?: string) =>
    resume.mutate(
      { connection, run, ...(typed === undefined ? {} : { typed }) },
      {
        onSuccess: ({ run: now }) => {
          setAsking(false);
          onResumed();
          if (now !== run) go(`/c/${connection}/${act === 'install' ? 'install' : 'runs'}/${now}`);
        },
      },
    );
  const label = view.failure === undefined ? words.goOn : words.retry;
  const asks = act === 'uninstall' || act === 'back';
  return (
    <>
      {resume.isError && !asks && <Problem error={resume.error} />}
      <Spring />
      <ActButton
        onClick={() => (asks ? setAsking(true) : goOn())}
        loading={resume.isPending}
        leftSection={<Icon name="again" />}
        {...(asks ? { color: 'clay' } : {})}
      >
        {label}
      </ActButton>
      {asks && (
        <Agree
          held={held}
          act={act}
          removeData={view.plan?.removeData !== false}
          isOpen={isAsking}
          onClose={() => setAsking(false)}
          label={label}
          onAgree={goOn}
          resume={resume}
        />
      )}
    </>
  );
}

type AgreeProps = {
  readonly held: Held;
  readonly act: 'uninstall' | 'back';
  readonly removeData: boolean;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly label: string;
  readonly onAgree: (typed: string) => void;
  readonly resume: ReturnType<typeof useAct<'run.resume'>>;
};

/** What cannot be taken back is agreed to anew, by whoever goes on with it. */
function Agree({ held, act, removeData, isOpen, onClose, label, onAgree, resume }: AgreeProps) {
  const words = useWords();
  const [typed, setTyped] = useState('');
  const { removal, run } = words;
  return (
    <Confirm
      title={act === 'back' ? run.goOnBackTitle(hostAndPort(held)) : removal.agreeTitle(hostAndPort(held))}
      isOpen={isOpen}
      onClose={onClose}
      confirmLabel={label}
      isDangerous
      canConfirm={typed.trim() === held.host}
      isWorking={resume.isPending}
      onConfirm={() => onAgree(typed.trim())}
    >
      {act === 'uninstall' && (
        <Note tone={removeData ? 'bad' : 'better'} title={removeData ? removal.agreeWipe : removal.agreeKeep} />
      )}
      {act === 'back' && <Note tone="bad" title={run.goOnBack} />}
      <TypedHost label={removal.type(held.host)} typed={typed} onType={setTyped} />
      {resume.isError && <Problem error={resume.error} />}
    </Confirm>
  );
}

/** Why there is no going on with it, where that is so. */
export function Overtaken({ connection, run }: { readonly connection: string; readonly run: string }) {
  const words = useWords().run;
  const later = useLater(connection, run);
  if (later === undefined || later === 'looking') return null;
  return (
    <>
      <Gap />
      <Note tone="plain" title={words.overtakenTitle} role="status">
        <p>{words.overtakenText}</p>
      </Note>
    </>
  );
}

/** The run after which this one cannot be gone on with; when it cannot be told, the server still refuses it. */
function useLater(connection: string, run: string): string | undefined {
  const runs = useAnswer('run.list', { connection });
  if (runs.isFetching && runs.data === undefined) return 'looking';
  return runs.data?.find((one) => one.run === run)?.overtakenBy;
}
