import { Checkbox, PasswordInput, Select, Textarea, TextInput } from '@mantine/core';
import { useId, useState } from 'react';
import type { DatabaseAnswers } from '../../../installer/contract/database-answers.ts';
import { useFault } from '../../components/use-fault.ts';
import type { Out } from '../../state/face.ts';
import { useWords } from '../../words/words.ts';
import classes from './configure.module.css';
import { type DatabaseDraft, type DatabaseProblems, databaseDraft, readDatabase } from './database-answers.ts';
import type { EditorOf } from './editors.tsx';
import { Editor } from './row.tsx';

type Props = Omit<EditorOf<Out<'answers.get'>>, 'onSave'> & {
  /** Undefined: it is brought, and is on this server. */
  readonly onSave: (database: DatabaseAnswers | undefined, password: string | undefined) => void;
};

/** Nothing that a browser should correct, complete or keep. */
const plain = { autoComplete: 'off', autoCapitalize: 'none', spellCheck: false } as const;

/** Where the work of the teachers is kept: on this server, or in a database that the district runs already. */
export function DatabaseEditor({ now, onSave, ...rest }: Props) {
  const words = useWords().configure.database;
  const before = now.answers.database;
  const [draft, setDraft] = useState<DatabaseDraft>(() => databaseDraft(before));
  const [problems, setProblems] = useState<DatabaseProblems>({});
  const name = useId();
  const isKnown = now.typed.includes('databasePassword') || before?.administrator?.passwordFile !== undefined;
  const save = () => {
    const read = readDatabase(draft, before, isKnown);
    setProblems(read.kind === 'invalid' ? read.problems : {});
    if (read.kind === 'valid') onSave(read.database, read.password);
  };
  const change = (part: Partial<DatabaseDraft>) => setDraft((old) => ({ ...old, ...part }));
  return (
    <Editor onSave={save} {...rest}>
      <div role="radiogroup" aria-label={words.label} style={{ marginBottom: 16 }}>
        {([false, true] as const).map((isThere) => (
          <label key={String(isThere)} className={classes.choice}>
            <input type="radio" name={name} checked={draft.isThere === isThere} onChange={() => change({ isThere })} />
            <span>
              <strong>{isThere ? words.there : words.here}</strong>
              <span>{isThere ? words.thereHint : words.hereHint}</span>
            </span>
          </label>
        ))}
      </div>
      {draft.isThere && <Fields {...{ draft, problems, change, isKnown }} />}
    </Editor>
  );
}

type FieldProps = {
  readonly draft: DatabaseDraft;
  readonly problems: DatabaseProblems;
  readonly change: (part: Partial<DatabaseDraft>) => void;
  readonly isKnown: boolean;
};

function Fields({ draft, problems, change, isKnown }: FieldProps) {
  const words = useWords().configure.database;
  const fault = useFault();
  return (
    <div className={classes.fields}>
      <TextInput
        label={words.host}
        description={words.hostHint}
        value={draft.host}
        error={fault(problems.host)}
        onChange={(event) => change({ host: event.currentTarget.value })}
        {...plain}
      />
      <TextInput
        label={words.port}
        value={draft.port}
        error={fault(problems.port)}
        onChange={(event) => change({ port: event.currentTarget.value })}
        inputMode="numeric"
        maw={120}
      />
      <Select
        label={words.product}
        data={(['mariadb', 'mysql'] as const).map((value) => ({ value, label: words.products[value] }))}
        value={draft.product}
        allowDeselect={false}
        onChange={(value) => change({ product: value === 'mysql' ? 'mysql' : 'mariadb' })}
        maw={280}
      />
      <TextInput
        label={words.name}
        description={words.nameHint}
        value={draft.name}
        error={fault(problems.name)}
        onChange={(event) => change({ name: event.currentTarget.value })}
        {...plain}
      />
      <Checkbox
        label={words.encrypted}
        description={words.encryptedHint}
        checked={draft.isEncrypted}
        error={fault(problems.tls)}
        onChange={(event) => change({ isEncrypted: event.currentTarget.checked })}
      />
      {draft.isEncrypted ? (
        <Textarea
          label={words.ca}
          description={words.caHint}
          value={draft.ca}
          error={fault(problems.ca)}
          rows={4}
          onChange={(event) => change({ ca: event.currentTarget.value })}
          {...plain}
        />
      ) : (
        <TextInput
          label={words.reason}
          description={words.reasonHint}
          value={draft.reason}
          error={fault(problems.reason)}
          onChange={(event) => change({ reason: event.currentTarget.value })}
        />
      )}
      <TextInput
        label={words.user}
        description={words.userHint}
        value={draft.user}
        error={fault(problems.user)}
        onChange={(event) => change({ user: event.currentTarget.value })}
        {...plain}
      />
      <PasswordInput
        label={words.password}
        description={isKnown ? words.passwordKnown : words.passwordHint}
        value={draft.password}
        error={fault(problems.password)}
        onChange={(event) => change({ password: event.currentTarget.value })}
        autoComplete="off"
      />
    </div>
  );
}
