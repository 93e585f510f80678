import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { ActButton } from '../../components/act-button.tsx';
import { Confirm } from '../../components/confirm.tsx';
import { Icon } from '../../components/icon.tsx';
import { Note } from '../../components/note.tsx';
import { Problem } from '../../components/problem.tsx';
import { Gap } from '../../components/sheet.tsx';
import { Working } from '../../components/working.tsx';
import { Screen, Spring } from '../../frame/screen.tsx';
import { useAct } from '../../state/face.ts';
import { useWords } from '../../words/words.ts';
import { Begin } from './begin.tsx';
import { Found } from './found.tsx';
import { UnderWay } from './under-way.tsx';
import { useProving } from './use-proving.ts';

/** `isStep`: on the way to handing over; otherwise from the page about the server. */
type Props = { readonly connection: string; readonly isStep: boolean };

/** How many teachers at once the server holds: proven by virtual ones, or left out. */
export function Prove({ connection, isStep }: Props) {
  const words = useWords().prove;
  const [, go] = useLocation();
  const proving = useProving(connection);
  const { canProve, look, story, isUnderWay, isOver, lost, onBegun, onRefused } = proving;
  const { reset, ...stop } = useAct('prove.stop');
  const [isAsking, setAsking] = useState(false);
  useEffect(() => {
    if (!isOver) return;
    setAsking(false);
    reset();
  }, [isOver, reset]);
  const isStopping = stop.isPending || stop.isSuccess;
  const isProven = look?.last?.ok === true;
  const isOpen = (look?.last ?? null) === null && !isUnderWay;
  return (
    <Screen
      title={words.title}
      lead={isStep ? `${words.lead} ${words.optional}` : words.lead}
      actions={
        <>
          {!isStep && (
            <Button variant="default" onClick={() => go(`/c/${connection}/manage`)}>
              {words.back}
            </Button>
          )}
          <Spring />
          {isUnderWay && (
            <ActButton
              variant="default"
              leftSection={<Icon name="stop" />}
              disabled={isStopping}
              onClick={() => setAsking(true)}
            >
              {words.stop}
            </ActButton>
          )}
          {isStep && (
            <Button
              variant={isProven ? 'filled' : 'default'}
              rightSection={<Icon name="next" />}
              onClick={() => go(`/c/${connection}/hand-over`)}
            >
              {isOpen ? words.without : words.next}
            </Button>
          )}
        </>
      }
    >
      {proving.error !== null && <Problem error={proving.error} onRetry={proving.retry} />}
      {proving.isPending && proving.error === null && <Working title={words.working} />}
      {proving.isKnown && !canProve && (
        <Note tone="unknown" title={words.unknown}>
          <p>{words.unknownText}</p>
        </Note>
      )}
      {stop.isError && <Problem error={stop.error} />}
      {lost !== undefined && <Problem error={lost} onRetry={proving.again} />}
      {story !== undefined && isUnderWay && <UnderWay story={story} isStopping={isStopping} />}
      {look !== undefined && !isUnderWay && lost === undefined && (
        <>
          <Found look={look} story={story} />
          <Gap />
          <Begin connection={connection} usual={look} onLook={proving.retry} onBegun={onBegun} onRefused={onRefused} />
        </>
      )}
      <Confirm
        title={words.stopTitle}
        isOpen={isAsking && isUnderWay}
        onClose={() => setAsking(false)}
        onConfirm={() => stop.mutate({ connection }, { onSuccess: () => setAsking(false) })}
        confirmLabel={words.stop}
        isWorking={stop.isPending}
      >
        <p style={{ margin: 0 }}>{words.stopText}</p>
      </Confirm>
    </Screen>
  );
}
