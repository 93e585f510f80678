import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { ActButton } from '../../components/act-button.tsx';
import { Fold } from '../../components/fold.tsx';
import { Icon } from '../../components/icon.tsx';
import { Note } from '../../components/note.tsx';
import { Problem } from '../../components/problem.tsx';
import { Buttons, Gap, Sheet } from '../../components/sheet.tsx';
import { Working } from '../../components/working.tsx';
import { type Out, useAct, useAnswer } from '../../state/face.ts';
import { useWords } from '../../words/words.ts';
import classes from './prove.module.css';
import { readMinutes, readUsers } from './wish.ts';

type Look = Out<'prove.look'>;
type Props = {
  readonly connection: string;
  /** What the server says of a test of the size that suits it. */
  readonly usual: Look;
  readonly onLook: () => void;
  readonly onBegun: () => void;
  readonly onRefused: () => void;
};

/** What a test would do and take, in which size, and the way to begin one; or why none can be made now. */
export function Begin({ connection, usual, onLook, onBegun, onRefused }: Props) {
  const words = useWords().prove;
  const start = useAct('prove.start');
  const [typed, setTyped] = useState({ users: String(usual.users), minutes: String(usual.minutes) });
  const [asked, setAsked] = useState({ users: usual.users, minutes: usual.minutes });
  const isUsual = asked.users === usual.users && asked.minutes === usual.minutes;
  const other = useAnswer('prove.look', { connection, ...asked }, !isUsual);
  const look = isUsual ? usual : other.data;
  const [users, minutes] = [readUsers(typed.users), readMinutes(typed.minutes)];
  const size = users === undefined || minutes === undefined ? undefined : { users, minutes };
  const settle = () => size !== undefined && setAsked(size);
  return (
    <Sheet title={usual.last === null ? words.newTitle.first : words.newTitle.next}>
      <ul className={classes.what}>
        {words.what.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {!isUsual && other.isPending && <Working title={words.working} />}
      {!isUsual && other.isError && <Problem error={other.error} onRetry={() => other.refetch()} />}
      {look !== undefined && <Possible look={look} />}
      <Gap />
      <Fold title={words.size}>
        <div className={classes.fields}>
          <TextInput
            label={words.users}
            description={words.usersHint}
            value={typed.users}
            error={users === undefined && words.wrongUsers}
            inputMode="numeric"
            onChange={(event) => setTyped({ ...typed, users: event.currentTarget.value })}
            onBlur={settle}
          />
          <TextInput
            label={words.minutes}
            description={words.minutesHint}
            value={typed.minutes}
            error={minutes === undefined && words.wrongMinutes}
            inputMode="decimal"
            onChange={(event) => setTyped({ ...typed, minutes: event.currentTarget.value })}
            onBlur={settle}
          />
        </div>
      </Fold>
      {start.isError && <Problem error={start.error} />}
      <Buttons>
        {look?.isPossible === false ? (
          <Button leftSection={<Icon name="again" />} onClick={isUsual ? onLook : () => void other.refetch()}>
            {words.again}
          </Button>
        ) : (
          <ActButton
            leftSection={<Icon name="people" />}
            loading={start.isPending}
            disabled={size === undefined}
            onClick={() =>
              size !== undefined && start.mutate({ connection, ...size }, { onSuccess: onBegun, onError: onRefused })
            }
          >
            {words.start}
          </ActButton>
        )}
      </Buttons>
    </Sheet>
  );
}

function Possible({ look }: { readonly look: Look }) {
  const words = useWords().prove;
  if (look.isPossible) return <p style={{ margin: 0 }}>{words.takes(look.users, look.takesMinutes)}</p>;
  return (
    <Note tone="unknown" icon="clock" title={words.cannot} role="status">
      <p>{words.cannotText}</p>
      <ul className={classes.what}>
        {look.why.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </Note>
  );
}
