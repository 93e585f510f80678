import { FileButton } from '@mantine/core';
import { useState } from 'react';
import type { Answers } from '../../../installer/contract/answers.ts';
import { ActButton } from '../../components/act-button.tsx';
import { Confirm } from '../../components/confirm.tsx';
import { Icon } from '../../components/icon.tsx';
import { Note } from '../../components/note.tsx';
import { Problem } from '../../components/problem.tsx';
import { SaveButton } from '../../components/save-button.tsx';
import { Buttons, Gap, Sheet } from '../../components/sheet.tsx';
import { useAct, useAnswer, useFace } from '../../state/face.ts';
import { useWords } from '../../words/words.ts';

type Props = {
  readonly connection: string;
  readonly onUse: (answers: Answers, then: () => void) => void;
  readonly isSaving: boolean;
};

type Opened = { readonly name: string; readonly answers: Answers };

const mostBytes = 1_000_000;

/** Answers out of a file and into one; the command line takes the same. */
export function AnswersFile({ connection, onUse, isSaving }: Props) {
  const words = useWords().configure.file;
  const face = useFace();
  const capabilities = useAnswer('host.capabilities', {});
  const read = useAct('answers.read');
  const pick = useAct('host.pickFile');
  const [opened, setOpened] = useState<Opened>();
  const [used, setUsed] = useState<string>();
  const [isTooLong, setTooLong] = useState(false);
  const understand = (name: string, text: string) => {
    setUsed(undefined);
    read.mutate({ name, text }, { onSuccess: ({ answers }) => setOpened({ name, answers }) });
  };
  const picked = async (file: File | null) => {
    if (file === null) return;
    setTooLong(file.size > mostBytes);
    if (file.size <= mostBytes) understand(file.name, await file.text());
  };
  const ask = () =>
    pick.mutate(
      { purpose: 'answers' },
      {
        onSuccess: (chosen) => {
          if (chosen !== null && chosen.text !== null) understand(chosen.path, chosen.text);
        },
      },
    );
  const isDialog = capabilities.data?.pickFile === 'dialog';
  return (
    <Sheet title={words.title}>
      <p style={{ margin: 0, color: 'var(--mantine-color-dimmed)' }}>{words.text}</p>
      <Buttons>
        {isDialog ? (
          <ActButton variant="default" leftSection={<Icon name="open" />} onClick={ask} loading={read.isPending}>
            {words.open}
          </ActButton>
        ) : (
          <FileButton onChange={picked} accept=".yaml,.yml,.json">
            {(props) => (
              <ActButton variant="default" leftSection={<Icon name="open" />} loading={read.isPending} {...props}>
                {words.open}
              </ActButton>
            )}
          </FileButton>
        )}
        <SaveButton label={words.save} make={() => face.ask('answers.export', { connection })} />
      </Buttons>
      <Gap />
      {isTooLong && <Note tone="bad" role="alert" title={words.tooLong} />}
      {read.isError && <Problem error={read.error} />}
      {pick.isError && <Problem error={pick.error} />}
      {used !== undefined && <Note tone="good" role="status" title={words.used(used)} />}
      {opened !== undefined && (
        <Confirm
          title={words.askTitle(opened.name)}
          isOpen
          onClose={() => setOpened(undefined)}
          confirmLabel={words.use}
          isWorking={isSaving}
          onConfirm={() =>
            onUse(opened.answers, () => {
              setUsed(opened.name);
              setOpened(undefined);
            })
          }
        >
          <p style={{ margin: 0 }}>{words.askText}</p>
        </Confirm>
      )}
    </Sheet>
  );
}
