import { ActionIcon, Button, Checkbox, TextInput } from '@mantine/core';
import { useState } from 'react';
import { type BackupsAnswers, type CopyAnswers, nightlySchema } from '../../../installer/contract/first-settings.ts';
import { Icon } from '../../components/icon.tsx';
import { useWords } from '../../words/words.ts';
import { type CopyDraft, type CopyProblems, isBlank, noCopy, readCopy, whereOf } from '../upkeep/copy-draft.ts';
import { CopyFields } from '../upkeep/copy-fields.tsx';
import classes from './configure.module.css';
import type { EditorOf } from './editors.tsx';
import { readOne } from './fields.ts';
import { Editor } from './row.tsx';

/** When the backup of the night is made, or that none is. */
export function NightlyEditor({ now, onSave, ...rest }: EditorOf<string>) {
  const words = useWords().configure;
  const [isOn, setOn] = useState(now !== 'off');
  const [time, setTime] = useState(now === 'off' ? '01:30' : now);
  const [problem, setProblem] = useState<string>();
  const save = () => {
    const found = readOne(nightlySchema, isOn ? time : 'off');
    if (found.value === undefined) return setProblem(words.wrong(found.of, found.problem));
    onSave(found.value);
  };
  return (
    <Editor onSave={save} {...rest}>
      <Checkbox
        label={words.nightly.on}
        description={words.nightly.onHint}
        checked={isOn}
        onChange={(event) => setOn(event.currentTarget.checked)}
        mb="md"
        autoFocus
      />
      {isOn && (
        <TextInput
          label={words.nightly.at}
          description={words.nightly.atHint}
          value={time}
          error={problem}
          onChange={(event) => setTime(event.currentTarget.value)}
          maw={160}
        />
      )}
    </Editor>
  );
}

type Copies = NonNullable<BackupsAnswers['copies']>;

/** Where copies go: those that are there, and one more. */
export function CopiesEditor({ now, onSave, ...rest }: EditorOf<Copies>) {
  const words = useWords().configure.copies;
  const [copies, setCopies] = useState<Copies>(now);
  const [draft, setDraft] = useState<CopyDraft | undefined>(now.length === 0 ? noCopy : undefined);
  const [problems, setProblems] = useState<CopyProblems>({});
  /** With the one that is being typed; undefined when it is not understood. */
  const all = (): Copies | undefined => {
    if (draft === undefined) return copies;
    const read = readCopy(draft);
    setProblems(read.kind === 'invalid' ? read.problems : {});
    return read.kind === 'valid' ? [...copies, read.copy] : undefined;
  };
  const add = () => {
    if (draft === undefined) return setDraft(noCopy);
    const found = all();
    if (found === undefined) return;
    setCopies(found);
    setDraft(noCopy);
  };
  const save = () => {
    const found = draft === undefined || isBlank(draft) ? copies : all();
    if (found !== undefined) onSave(found);
  };
  const drop = (gone: CopyAnswers) => setCopies((old) => old.filter((one) => one !== gone));
  return (
    <Editor onSave={save} {...rest}>
      <p style={{ margin: '0 0 12px', color: 'var(--mantine-color-dimmed)' }}>{words.hint}</p>
      {copies.map((copy) => (
        <div key={`${copy.id ?? ''} ${whereOf(copy)}`} className={classes.copy}>
          <span>{whereOf(copy)}</span>
          <ActionIcon variant="default" size={36} aria-label={words.remove(whereOf(copy))} onClick={() => drop(copy)}>
            <Icon name="bin" />
          </ActionIcon>
        </div>
      ))}
      {draft !== undefined && (
        <CopyFields
          draft={draft}
          problems={problems}
          kinds={['folder', 'sftp']}
          change={(part) => setDraft((old) => ({ ...(old ?? noCopy), ...part }))}
        />
      )}
      <div style={{ display: 'flex', gap: 10, marginTop: 12 }}>
        <Button variant="default" size="xs" leftSection={<Icon name="plus" size={16} />} onClick={add}>
          {words.add}
        </Button>
        {draft !== undefined && (
          <Button variant="subtle" size="xs" onClick={() => setDraft(undefined)}>
            {words.drop}
          </Button>
        )}
      </div>
    </Editor>
  );
}
