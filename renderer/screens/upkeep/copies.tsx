import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { CopyPlace } from '../../../installer/contract/calls/copies.ts';
import { ActButton } from '../../components/act-button.tsx';
import { Confirm } from '../../components/confirm.tsx';
import { CopyText } from '../../components/copy-text.tsx';
import { Icon } from '../../components/icon.tsx';
import { Note } from '../../components/note.tsx';
import { Problem } from '../../components/problem.tsx';
import { Buttons, Gap, Sheet } from '../../components/sheet.tsx';
import { type Out, useAct, useAnswer } from '../../state/face.ts';
import { useWords } from '../../words/words.ts';
import { AddCopy } from './add-copy.tsx';
import { toneOf } from './part.tsx';
import classes from './upkeep.module.css';

type States = Out<'backups.list'>['targets'];
type Props = { readonly connection: string; readonly states: States };

/** Where copies of every backup go, what became of the last ones, and one more place. */
export function Copies({ connection, states }: Props) {
  const words = useWords().upkeep.backups;
  const client = useQueryClient();
  const list = useAnswer('copies.list', { connection });
  const [isAdding, setAdding] = useState(false);
  const [added, setAdded] = useState<string>();
  const changed = (now: Out<'copies.list'>) => {
    client.setQueryData(['copies.list', { connection }], now);
    void client.invalidateQueries({ queryKey: ['backups.list', { connection }] });
  };
  const copies = list.data?.copies;
  return (
    <>
      <Sheet title={words.targetsTitle}>
        <p className={classes.dim} style={{ marginTop: 0 }}>
          {words.targetsText}
        </p>
        {list.isError && <Problem error={list.error} onRetry={() => list.refetch()} />}
        {copies?.length === 0 && <p>{words.targetsNone}</p>}
        <ul className={classes.points}>
          {copies?.map((copy) => (
            <Copy
              key={copy.id}
              connection={connection}
              copy={copy}
              state={states.find(({ id }) => id === copy.id)}
              isNew={copy.id === added}
              onChanged={changed}
            />
          ))}
        </ul>
        {copies !== undefined && !isAdding && (
          <Buttons>
            <ActButton variant="default" leftSection={<Icon name="plus" size={16} />} onClick={() => setAdding(true)}>
              {words.copy.add}
            </ActButton>
          </Buttons>
        )}
      </Sheet>
      {isAdding && (
        <AddCopy
          connection={connection}
          onClose={() => setAdding(false)}
          onAdded={(now) => {
            changed(now);
            setAdded(now.added);
            setAdding(false);
          }}
        />
      )}
    </>
  );
}

type CopyProps = {
  readonly connection: string;
  readonly copy: CopyPlace;
  readonly state: States[number] | undefined;
  /** Added just now: what is still to be done there is open. */
  readonly isNew: boolean;
  readonly onChanged: (now: Out<'copies.list'>) => void;
};

function Copy({ connection, copy: { id, where, user, admits }, state, isNew, onChanged }: CopyProps) {
  const words = useWords().upkeep.backups.copy;
  const test = useAct('copies.test');
  const remove = useAct('copies.remove');
  const [isOpen, setOpen] = useState(isNew);
  const [isAsked, setAsked] = useState(false);
  return (
    <li className={classes.point}>
      <div>
        <Note tone={toneOf(state?.ok ?? null)} title={where}>
          {state !== undefined && <p>{state.summary}</p>}
        </Note>
        {isOpen && admits !== null && (
          <>
            <p style={{ margin: '12px 0 8px' }}>{words.admit(user ?? '')}</p>
            <CopyText text={admits} label={words.admitLabel} />
            <Gap />
          </>
        )}
        {test.isSuccess && <Note tone="good" role="status" title={words.tested(where)} />}
        {test.isError && <Problem error={test.error} />}
        <Buttons>
          <ActButton
            size="xs"
            variant="default"
            loading={test.isPending}
            aria-label={words.testLabel(where)}
            onClick={() => test.mutate({ connection, id })}
          >
            {words.test}
          </ActButton>
          {admits !== null && !isOpen && (
            <ActButton size="xs" variant="default" onClick={() => setOpen(true)}>
              {words.showAdmit}
            </ActButton>
          )}
          <ActButton
            size="xs"
            variant="subtle"
            color="gray"
            c="dimmed"
            aria-label={words.removeLabel(where)}
            onClick={() => setAsked(true)}
          >
            {words.remove}
          </ActButton>
        </Buttons>
      </div>
      <Confirm
        title={words.removeTitle(where)}
        isOpen={isAsked}
        onClose={() => setAsked(false)}
        confirmLabel={words.remove}
        isDangerous
        isWorking={remove.isPending}
        onConfirm={() => remove.mutate({ connection, id }, { onSuccess: onChanged })}
      >
        <p style={{ margin: 0 }}>{words.removeText}</p>
        {remove.isError && <Problem error={remove.error} />}
      </Confirm>
    </li>
  );
}
