import { ActionIcon, Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Answers } from '../../../installer/contract/answers.ts';
import { Icon } from '../../components/icon.tsx';
import { useWords } from '../../words/words.ts';
import classes from './configure.module.css';
import type { EditorOf } from './editors.tsx';
import { isBlank, subnetProblems } from './fields.ts';
import { Editor } from './row.tsx';

/** A row as it is typed. */
export type Subnet = { readonly id: string; readonly cidr: string; readonly label: string };

type Subnets = NonNullable<Answers['raisedSubnets']>;

export function SubnetsEditor({ now, onSave, ...rest }: EditorOf<Subnets>) {
  const words = useWords().configure.subnets;
  const [rows, setRows] = useState<readonly Subnet[]>(() => {
    const known = now.map((one) => ({ ...one, id: crypto.randomUUID() }));
    return known.length > 0 ? known : [blank()];
  });
  const [isJudged, setJudged] = useState(false);
  const problems = subnetProblems(rows);
  const change = (id: string, part: Partial<Subnet>) =>
    setRows((old) => old.map((row) => (row.id === id ? { ...row, ...part } : row)));
  const save = () => {
    setJudged(true);
    if (problems.size > 0) return;
    onSave(rows.filter((row) => !isBlank(row)).map(({ cidr, label }) => ({ cidr: cidr.trim(), label: label.trim() })));
  };
  return (
    <Editor onSave={save} {...rest}>
      <p style={{ margin: '0 0 12px', color: 'var(--mantine-color-dimmed)' }}>{words.hint}</p>
      {rows.map((row, index) => (
        <div key={row.id} className={classes.subnet}>
          <TextInput
            label={words.cidr}
            placeholder={words.cidrHint}
            value={row.cidr}
            error={isJudged && problems.get(row.id)?.cidr}
            onChange={(event) => change(row.id, { cidr: event.currentTarget.value })}
            autoFocus={index === 0}
            spellCheck={false}
          />
          <TextInput
            label={words.what}
            value={row.label}
            error={isJudged && problems.get(row.id)?.label}
            onChange={(event) => change(row.id, { label: event.currentTarget.value })}
          />
          <ActionIcon
            variant="default"
            size={36}
            mt={25}
            aria-label={words.remove(row.cidr)}
            onClick={() => setRows((old) => old.filter(({ id }) => id !== row.id))}
          >
            <Icon name="bin" />
          </ActionIcon>
        </div>
      ))}
      <Button
        variant="default"
        size="xs"
        leftSection={<Icon name="plus" size={16} />}
        onClick={() => setRows((old) => [...old, blank()])}
      >
        {words.add}
      </Button>
    </Editor>
  );
}

function blank(): Subnet {
  return { id: crypto.randomUUID(), cidr: '', label: '' };
}
