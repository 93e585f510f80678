import { FileButton, PasswordInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { ActButton } from '../../components/act-button.tsx';
import { Icon } from '../../components/icon.tsx';
import { Note } from '../../components/note.tsx';
import { Problem } from '../../components/problem.tsx';
import { Gap } from '../../components/sheet.tsx';
import { useAct } from '../../state/face.ts';
import { useWords } from '../../words/words.ts';
import { usableKeys } from './key-text.ts';
import { type Draft, keyKindOf, type Problems } from './sign-in.ts';

type Props = {
  readonly draft: Draft;
  readonly onChange: (part: Partial<Draft>) => void;
  readonly problems: Problems;
  readonly pickFile: 'dialog' | 'upload';
};

/** Longer than any private key. */
const mostBytes = 65_536;

/** A private key: chosen from the disk or by its path; told at once what kind of file it is. */
export function KeyField({ draft, onChange, problems, pickFile }: Props) {
  const words = useWords().connect.signIn;
  const pick = useAct('host.pickFile');
  const [isTooLong, setTooLong] = useState(false);
  const kind = keyKindOf(draft);
  const label = draft.key === undefined ? words.keyPick : words.keyOther;
  const picked = async (file: File | null) => {
    if (file === null) return;
    setTooLong(file.size > mostBytes);
    if (file.size <= mostBytes) onChange({ key: { name: file.name, text: await file.text() } });
  };
  const ask = () =>
    pick.mutate(
      { purpose: 'private-key' },
      {
        onSuccess: (chosen) => {
          if (chosen === null) return;
          const text = chosen.text === null ? {} : { text: chosen.text };
          onChange({ key: { name: chosen.path, path: chosen.path, ...text } });
        },
      },
    );
  const keyProblem = problems.key;
  return (
    <>
      <TextInput
        label={words.keyFile}
        description={words.keyPath}
        value={draft.key?.path ?? draft.key?.name ?? ''}
        onChange={(event) => {
          const path = event.currentTarget.value;
          onChange({ key: path === '' ? undefined : { name: path, path } });
        }}
        error={keyProblem === 'key-empty' ? words.problems['key-empty'] : undefined}
        placeholder="~/.ssh/id_ed25519"
        spellCheck={false}
        autoComplete="off"
      />
      <Gap />
      {pickFile === 'dialog' ? (
        <ActButton variant="default" leftSection={<Icon name="key" />} onClick={ask} loading={pick.isPending}>
          {label}
        </ActButton>
      ) : (
        <FileButton onChange={picked}>
          {(props) => (
            <ActButton variant="default" leftSection={<Icon name="key" />} {...props}>
              {label}
            </ActButton>
          )}
        </FileButton>
      )}
      <Gap />
      {isTooLong && <Note tone="bad" role="alert" title={words.keyTooLong} />}
      {!isTooLong && kind !== undefined && (
        <Note
          tone={usableKeys.includes(kind) ? 'good' : 'bad'}
          role={usableKeys.includes(kind) ? 'status' : 'alert'}
          title={words.keys[kind]}
        />
      )}
      {pick.isError && <Problem error={pick.error} />}
      <Gap />
      <PasswordInput
        label={words.passphrase}
        description={words.passphraseHint}
        value={draft.passphrase}
        onChange={(event) => onChange({ passphrase: event.currentTarget.value })}
        error={problems.passphrase === undefined ? undefined : words.problems['passphrase-empty']}
        autoComplete="off"
        maw={420}
      />
    </>
  );
}
