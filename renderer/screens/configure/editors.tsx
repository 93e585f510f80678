import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Answers } from '../../../installer/contract/answers.ts';
import { useWords } from '../../words/words.ts';
import { type Read, readFullName, readUserName, zones } from './fields.ts';
import { Editor } from './row.tsx';

export type EditorOf<T> = {
  readonly now: T;
  readonly onSave: (value: T) => void;
  readonly onClose: () => void;
  readonly isSaving: boolean;
  readonly error: unknown;
};

type TextProps = EditorOf<string> & {
  readonly label: string;
  readonly hint: string;
  readonly read: (text: string) => Read<string>;
};

export function TextEditor({ now, onSave, label, hint, read, ...rest }: TextProps) {
  const words = useWords().configure;
  const [text, setText] = useState(now);
  const [problem, setProblem] = useState<string>();
  const save = () => {
    const found = read(text);
    if (found.value === undefined) return setProblem(words.wrong(found.of, found.problem));
    onSave(found.value);
  };
  return (
    <Editor onSave={save} {...rest}>
      <TextInput
        label={label}
        description={hint}
        value={text}
        error={problem}
        onChange={(event) => setText(event.currentTarget.value)}
        autoFocus
      />
    </Editor>
  );
}

type ListProps = EditorOf<readonly string[]> & {
  readonly label: string;
  readonly hint: string;
  readonly read: (text: string) => Read<readonly string[]>;
  /** Said when nothing is left; absent where that is all right. */
  readonly emptyProblem?: string;
};

export function ListEditor({ now, onSave, label, hint, read, emptyProblem, ...rest }: ListProps) {
  const words = useWords().configure;
  const [text, setText] = useState(now.join('\n'));
  const [problem, setProblem] = useState<string>();
  const save = () => {
    const found = read(text);
    if (found.value === undefined) return setProblem(words.wrong(found.of, found.problem));
    if (found.value.length === 0 && emptyProblem !== undefined) return setProblem(emptyProblem);
    onSave(found.value);
  };
  return (
    <Editor onSave={save} {...rest}>
      <Textarea
        label={label}
        description={hint}
        value={text}
        error={problem}
        rows={3}
        spellCheck={false}
        onChange={(event) => setText(event.currentTarget.value)}
        autoFocus
      />
    </Editor>
  );
}

export function ZoneEditor({ now, onSave, ...rest }: EditorOf<string>) {
  const words = useWords().configure.zone;
  const [zone, setZone] = useState(now);
  return (
    <Editor onSave={() => onSave(zone)} {...rest}>
      <NativeSelect
        label={words.label}
        description={words.hint}
        value={zone}
        onChange={(event) => setZone(event.currentTarget.value)}
        data={[...zones(now)]}
        autoFocus
        maw={420}
      />
    </Editor>
  );
}

type Administrator = NonNullable<Answers['administrator']>;

export function AdministratorEditor({ now, onSave, ...rest }: EditorOf<Administrator>) {
  const words = useWords().configure;
  const [user, setUser] = useState(now.userName ?? '');
  const [full, setFull] = useState(now.fullName ?? '');
  const [isJudged, setJudged] = useState(false);
  const userName = readUserName(user);
  const fullName = readFullName(full);
  const problem = (read: Read<string>) =>
    isJudged && read.value === undefined ? words.wrong(read.of, read.problem) : undefined;
  const save = () => {
    setJudged(true);
    if (userName.value !== undefined && fullName.value !== undefined) {
      onSave({ userName: userName.value, fullName: fullName.value });
    }
  };
  return (
    <Editor onSave={save} {...rest}>
      <TextInput
        label={words.admin.full}
        value={full}
        error={problem(fullName)}
        onChange={(event) => setFull(event.currentTarget.value)}
        autoFocus
        mb="sm"
      />
      <TextInput
        label={words.admin.user}
        description={words.admin.userHint}
        value={user}
        error={problem(userName)}
        onChange={(event) => setUser(event.currentTarget.value)}
        autoCapitalize="none"
        spellCheck={false}
      />
    </Editor>
  );
}
