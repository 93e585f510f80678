import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import type { Held } from '../../../installer/contract/calls/connection.ts';
import type { FacePreview } from '../../../installer/contract/shapes/upgrade.ts';
import { ActButton } from '../../components/act-button.tsx';
import { Confirm } from '../../components/confirm.tsx';
import { Fold } from '../../components/fold.tsx';
import { Note } from '../../components/note.tsx';
import { Problem, ProblemOf } from '../../components/problem.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { TypedHost } from '../../components/typed-host.tsx';
import { Working } from '../../components/working.tsx';
import { Screen, Spring } from '../../frame/screen.tsx';
import { useAct } from '../../state/face.ts';
import { hostAndPort } from '../../state/places.ts';
import { useMaking } from '../../state/use-making.ts';
import { useIsWatching } from '../../state/window-part.ts';
import { useWords } from '../../words/words.ts';
import { PlanView } from '../plan/plan-view.tsx';
import { useBegin } from './agree.tsx';
import { Preview } from './preview.tsx';

/** What going back would do to what was written since, the server's address typed, and the way back. */
export function GoBack({ held }: { readonly held: Held }) {
  const words = useWords();
  const own = words.upgrade.back;
  const { connection } = held;
  const [, go] = useLocation();
  const { begin, made, beginError } = useBegun(held);
  const [isAsking, setAsking] = useState(false);
  const ready = made?.ready;
  const preview = made?.preview;
  const failed = made?.now?.kind === 'failed' ? made.now.error : undefined;
  const isWorking = ready === undefined && failed === undefined && made?.error === undefined && beginError === null;
  return (
    <Screen
      title={own.title}
      lead={own.lead}
      actions={
        <>
          <Button variant="default" onClick={() => go(`/c/${connection}/manage/upgrade`)}>
            {own.toUpgrade}
          </Button>
          <Spring />
          {ready !== undefined && preview !== undefined && (
            <ActButton color="clay" onClick={() => setAsking(true)}>
              {own.go(preview.to)}
            </ActButton>
          )}
        </>
      }
    >
      {beginError !== null && <Problem error={beginError} onRetry={begin} />}
      {made?.error !== undefined && <Problem error={made.error} onRetry={begin} />}
      {failed !== undefined && <ProblemOf face={failed} onRetry={begin} />}
      {isWorking && <Working title={own.working} />}
      {preview !== undefined && <Preview connection={connection} preview={preview} />}
      {ready !== undefined && (
        <Sheet>
          <Fold title={words.upgrade.plan}>
            <PlanView plan={ready.plan} sums={ready.sums} />
          </Fold>
        </Sheet>
      )}
      {ready !== undefined && preview !== undefined && (
        <AgreeBack
          held={held}
          digest={ready.plan.digest}
          preview={preview}
          isOpen={isAsking}
          onClose={() => setAsking(false)}
        />
      )}
    </Screen>
  );
}

/** Looked at anew each time one comes here: what was written since grows. */
function useBegun(held: Held) {
  const making = useMaking(held, 'back');
  const isWatching = useIsWatching();
  const hasBegun = useRef(false);
  const { begin } = making;
  useEffect(() => {
    if (hasBegun.current || isWatching) return;
    hasBegun.current = true;
    begin({ kind: 'back' });
  }, [begin, isWatching]);
  return { ...making, begin: () => begin({ kind: 'back' }) };
}

type AgreeProps = {
  readonly held: Held;
  readonly digest: string;
  readonly preview: FacePreview;
  readonly isOpen: boolean;
  readonly onClose: () => void;
};

function AgreeBack({ held, digest, preview, isOpen, onClose }: AgreeProps) {
  const words = useWords().upgrade.back;
  const { connection, host } = held;
  const [typed, setTyped] = useState('');
  const start = useAct('run.start');
  const begin = useBegin(start, connection);
  const isLosing = preview.losesData && preview.written.length > 0;
  return (
    <Confirm
      title={words.agreeTitle(hostAndPort(held), preview.to)}
      isOpen={isOpen}
      onClose={onClose}
      confirmLabel={words.go(preview.to)}
      isDangerous
      canConfirm={typed.trim() === host}
      isWorking={start.isPending}
      onConfirm={() => begin({ digest, typed: typed.trim() })}
    >
      <Note tone={isLosing ? 'bad' : 'better'} title={isLosing ? words.agreeLoses : words.agreeKeeps} />
      <TypedHost label={words.type(host)} typed={typed} onType={setTyped} />
      {start.isError && <Problem error={start.error} />}
    </Confirm>
  );
}
