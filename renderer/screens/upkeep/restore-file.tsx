import { Progress, TextInput } from '@mantine/core';
import { type FormEvent, useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import type { RemoteError } from '../../../installer/channel/remote-error.ts';
import type { Held } from '../../../installer/contract/calls/connection.ts';
import type { Sending } from '../../../installer/contract/calls/restore.ts';
import { ActButton } from '../../components/act-button.tsx';
import { Icon } from '../../components/icon.tsx';
import { Problem, ProblemOf } from '../../components/problem.tsx';
import { Buttons, Gap, Sheet } from '../../components/sheet.tsx';
import { Working } from '../../components/working.tsx';
import { useAct, useAnswer, useFace } from '../../state/face.ts';
import { bytes } from '../../state/places.ts';
import { useWords } from '../../words/words.ts';
import { RestorePage } from './restore-page.tsx';
import classes from './upkeep.module.css';

/** The restore of a backup that lies on this laptop: of this server, or of one that is no more. */
export function RestoreFile({ held }: { readonly held: Held }) {
  const words = useWords().upkeep.restore;
  const { connection } = held;
  const [, go] = useLocation();
  const send = useAct('restore.send');
  const forget = useAct('restore.forget');
  const [times, setTimes] = useState(0);
  const { last, error } = useSending(connection, times);
  const plan = last?.kind === 'ready' ? last.plan : undefined;
  const isGoingOn = send.isPending || last?.kind === 'sending' || last?.kind === 'opening';
  const leave = () => {
    if (times > 0 && !isGoingOn) forget.mutate({ connection });
    go(`/c/${connection}/manage/backups`);
  };
  return (
    <RestorePage held={held} plan={plan} lead={words.fileLead} onBack={leave}>
      {plan === undefined && (
        <FileForm
          isWorking={isGoingOn}
          onSend={(path, key) =>
            send.mutate(
              { connection, path, ...(key === '' ? {} : { key }) },
              { onSuccess: () => setTimes((now) => now + 1) },
            )
          }
        />
      )}
      <Gap />
      {isGoingOn && <Going last={last} />}
      {send.isError && <Problem error={send.error} />}
      {error !== undefined && <Problem error={error} />}
      {last?.kind === 'failed' && <ProblemOf face={last.error} />}
    </RestorePage>
  );
}

type FormProps = { readonly isWorking: boolean; readonly onSend: (path: string, key: string) => void };

function FileForm({ isWorking, onSend }: FormProps) {
  const words = useWords().upkeep.restore;
  const capabilities = useAnswer('host.capabilities', {});
  const pick = useAct('host.pickFile');
  const [path, setPath] = useState('');
  const [key, setKey] = useState('');
  const [isJudged, setJudged] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setJudged(true);
    if (path.trim() !== '') onSend(path.trim(), key.trim());
  };
  const ask = () =>
    pick.mutate({ purpose: 'backup' }, { onSuccess: (chosen) => setPath((old) => chosen?.path ?? old) });
  return (
    <Sheet title={words.fileTitle}>
      <form onSubmit={submit} noValidate>
        <div className={classes.fields}>
          <TextInput
            label={words.file}
            description={words.fileHint}
            value={path}
            onChange={(event) => setPath(event.currentTarget.value)}
            error={isJudged && path.trim() === '' ? words.fileEmpty : undefined}
            spellCheck={false}
            autoComplete="off"
            maxLength={4096}
          />
          <TextInput
            label={words.fileKey}
            description={words.fileKeyHint}
            value={key}
            onChange={(event) => setKey(event.currentTarget.value)}
            spellCheck={false}
            autoComplete="off"
            autoCapitalize="none"
            maxLength={1024}
          />
        </div>
        <Buttons>
          {capabilities.data?.pickFile === 'dialog' && (
            <ActButton variant="default" leftSection={<Icon name="open" />} onClick={ask} loading={pick.isPending}>
              {words.filePick}
            </ActButton>
          )}
          <ActButton type="submit" loading={isWorking}>
            {words.fileSend}
          </ActButton>
        </Buttons>
        {pick.isError && <Problem error={pick.error} />}
      </form>
    </Sheet>
  );
}

function Going({ last }: { readonly last: Sending | undefined }) {
  const words = useWords().upkeep.restore;
  if (last?.kind !== 'sending') return <Working title={last?.kind === 'opening' ? words.planning : words.sending} />;
  const done = words.sent(bytes(last.sentBytes), bytes(last.ofBytes));
  return (
    <Working title={words.sending}>
      <Gap />
      <Progress.Root size="md">
        <Progress.Section value={(100 * last.sentBytes) / Math.max(1, last.ofBytes)} aria-label={done} />
      </Progress.Root>
      <p className={classes.dim}>{done}</p>
    </Working>
  );
}

/** How the latest sending goes, followed anew whenever `times` changes; nothing at 0. */
function useSending(connection: string, times: number) {
  const face = useFace();
  const [told, setTold] = useState<{ readonly last?: Sending; readonly error?: RemoteError }>({});
  useEffect(() => {
    if (times === 0) return;
    setTold({});
    return face.follow(
      'restore.sending',
      { connection },
      {
        items(items) {
          const last = items.at(-1);
          if (last !== undefined) setTold({ last });
        },
        failed: (error) => setTold({ error }),
      },
    );
  }, [face, connection, times]);
  return told;
}
