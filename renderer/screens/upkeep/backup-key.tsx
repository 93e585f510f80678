import { TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { ActButton } from '../../components/act-button.tsx';
import { CopyText } from '../../components/copy-text.tsx';
import { Note } from '../../components/note.tsx';
import { Problem } from '../../components/problem.tsx';
import { Buttons, Gap, Sheet } from '../../components/sheet.tsx';
import { useAct } from '../../state/face.ts';
import { useWords } from '../../words/words.ts';

type Props = { readonly connection: string; readonly isConfirmed: boolean };

/** Shown when asked for, and asked back from the paper: a key that nobody can read opens nothing. */
export function BackupKey({ connection, isConfirmed }: Props) {
  const words = useWords().upkeep.backups.key;
  const client = useQueryClient();
  const show = useAct('backups.showKey');
  const confirm = useAct('backups.confirmKey');
  const [typed, setTyped] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (typed.trim() === '') return;
    confirm.mutate(
      { connection, key: typed },
      {
        onSuccess() {
          show.reset();
          setTyped('');
          void client.invalidateQueries({ queryKey: ['backups.list', { connection }] });
        },
      },
    );
  };
  return (
    <>
      <Sheet title={words.title}>
        {confirm.isSuccess ? (
          <Note tone="good" title={words.done} role="status" />
        ) : isConfirmed ? (
          <p style={{ marginTop: 0 }}>{words.known}</p>
        ) : (
          <Note tone="better" icon="key" title={words.open} />
        )}
        {show.data === undefined ? (
          <Buttons>
            <ActButton variant="default" loading={show.isPending} onClick={() => show.mutate({ connection })}>
              {words.show}
            </ActButton>
          </Buttons>
        ) : (
          <form onSubmit={submit} noValidate>
            <Gap />
            <p style={{ marginTop: 0 }}>{words.text}</p>
            <CopyText text={show.data.key} label={words.label} />
            <Gap />
            <TextInput
              label={words.again}
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
            />
            <Buttons>
              <ActButton type="submit" disabled={typed.trim() === ''} loading={confirm.isPending}>
                {words.confirm}
              </ActButton>
            </Buttons>
          </form>
        )}
        {show.isError && <Problem error={show.error} />}
        {confirm.isError && <Problem error={confirm.error} />}
      </Sheet>
      <Gap />
    </>
  );
}
