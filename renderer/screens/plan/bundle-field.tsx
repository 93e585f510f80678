import { TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { ActButton } from '../../components/act-button.tsx';
import { Icon } from '../../components/icon.tsx';
import { Buttons, Sheet } from '../../components/sheet.tsx';
import { useAct, useAnswer } from '../../state/face.ts';
import { useWords } from '../../words/words.ts';

type Props = {
  readonly onUse: (folder: string) => void;
  /** Without a sheet of its own. */
  readonly isBare?: boolean;
};

/** Where no bundle was found: its folder, chosen or typed. */
export function BundleField({ onUse, isBare = false }: Props) {
  const words = useWords().plan;
  const capabilities = useAnswer('host.capabilities', {});
  const pick = useAct('host.pickFile');
  const [folder, setFolder] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (folder.trim() !== '') onUse(folder.trim());
  };
  const ask = () =>
    pick.mutate({ purpose: 'bundle' }, { onSuccess: (chosen) => setFolder((old) => chosen?.path ?? old) });
  const form = (
    <form onSubmit={submit}>
      <TextInput
        label={words.bundlePath}
        description={words.bundleText}
        value={folder}
        onChange={(event) => setFolder(event.currentTarget.value)}
        spellCheck={false}
        maxLength={4096}
      />
      <Buttons>
        {capabilities.data?.pickFile === 'dialog' && (
          <ActButton variant="default" leftSection={<Icon name="box" />} onClick={ask} loading={pick.isPending}>
            {words.bundlePick}
          </ActButton>
        )}
        <ActButton type="submit" disabled={folder.trim() === ''}>
          {words.bundleUse}
        </ActButton>
      </Buttons>
    </form>
  );
  return isBare ? form : <Sheet title={words.bundleTitle}>{form}</Sheet>;
}
