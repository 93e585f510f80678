import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useLocation } from 'wouter';
import { ActButton } from '../../components/act-button.tsx';
import { Icon } from '../../components/icon.tsx';
import { Note } from '../../components/note.tsx';
import { Problem } from '../../components/problem.tsx';
import { SaveButton } from '../../components/save-button.tsx';
import { Gap } from '../../components/sheet.tsx';
import { Working } from '../../components/working.tsx';
import { Screen, Spring } from '../../frame/screen.tsx';
import { useAct, useAnswer, useFace } from '../../state/face.ts';
import { useIsWatching } from '../../state/window-part.ts';
import { useWords } from '../../words/words.ts';
import { Board } from './board.tsx';

/** Looks at the server when nobody has yet, and shows what was found. */
export function Check({ connection }: { readonly connection: string }) {
  const words = useWords().check;
  const [, go] = useLocation();
  const face = useFace();
  const client = useQueryClient();
  const last = useAnswer('check.last', { connection });
  const look = useAct('check.run');
  const run = () =>
    look.mutate({ connection }, { onSuccess: (found) => client.setQueryData(['check.last', { connection }], found) });
  const isWatching = useIsWatching();
  const begun = useRef(false);
  useEffect(() => {
    if (last.data !== null || begun.current || isWatching) return;
    begun.current = true;
    look.mutate({ connection }, { onSuccess: (found) => client.setQueryData(['check.last', { connection }], found) });
  }, [last.data, look.mutate, client, connection, isWatching]);
  const found = look.isPending ? undefined : (last.data ?? undefined);
  const again = (
    <ActButton variant="default" leftSection={<Icon name="again" />} onClick={run} loading={look.isPending}>
      {words.again}
    </ActButton>
  );
  return (
    <Screen
      title={words.title}
      {...(found === undefined ? { lead: words.lead } : { lead: found.report.sentence })}
      actions={
        found !== undefined && (
          <>
            {again}
            <SaveButton size="sm" label={words.buyer} make={() => face.ask('check.forBuyer', { connection })} />
            <Spring />
            <Button rightSection={<Icon name="next" />} onClick={() => go(`/c/${connection}/configure`)}>
              {words.next}
            </Button>
          </>
        )
      }
    >
      {look.isError && (
        <>
          <Problem error={look.error} onRetry={run} />
          <Gap />
        </>
      )}
      {last.isError && <Problem error={last.error} onRetry={() => last.refetch()} />}
      {isWatching && last.data === null && <Note tone="plain" title={words.notYet} role="status" />}
      {found === undefined && !look.isError && !last.isError && !(isWatching && last.data === null) && (
        <Working title={words.working}>
          <p>{words.workingText}</p>
        </Working>
      )}
      {found !== undefined && <Board connection={connection} found={found} />}
    </Screen>
  );
}
