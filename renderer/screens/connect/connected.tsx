import { Button, PasswordInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useLocation } from 'wouter';
import type { Held } from '../../../installer/contract/calls/connection.ts';
import { ActButton } from '../../components/act-button.tsx';
import { Icon } from '../../components/icon.tsx';
import { Note } from '../../components/note.tsx';
import { Problem, ProblemOf } from '../../components/problem.tsx';
import { Facts, Gap, Sheet } from '../../components/sheet.tsx';
import { Screen, Spring } from '../../frame/screen.tsx';
import { useAct } from '../../state/face.ts';
import { useLeave } from '../../state/leave.ts';
import { hostAndPort } from '../../state/places.ts';
import { useWords } from '../../words/words.ts';

/** Signed in: whether one may administer, and the way on. */
export function Connected({ held }: { readonly held: Held }) {
  const words = useWords().connect;
  const [, go] = useLocation();
  const { connection, root, noise } = held;
  const leave = useLeave(connection);
  const disconnect = (
    <ActButton variant="default" onClick={() => leave('/')}>
      {words.disconnect}
    </ActButton>
  );
  if (root.kind === 'asks') return <Sudo held={held} disconnect={disconnect} />;
  if (root.kind === 'refused') {
    return (
      <Screen
        title={words.sudo.refusedTitle}
        lead={words.sudo.refusedLead(held.user)}
        actions={
          <>
            {disconnect}
            <Spring />
            <ActButton onClick={() => leave(`/connect/${encodeURIComponent(hostAndPort(held))}`)}>
              {words.otherUser}
            </ActButton>
          </>
        }
      >
        <ProblemOf face={root.error} />
      </Screen>
    );
  }
  return (
    <Screen
      title={words.done.title}
      lead={words.done.lead}
      actions={
        <>
          {disconnect}
          <Spring />
          <Button rightSection={<Icon name="next" />} onClick={() => go(`/c/${connection}/check`)}>
            {words.done.go}
          </Button>
        </>
      }
    >
      <Sheet>
        <Facts
          of={[
            [words.done.server, hostAndPort(held)],
            [words.done.identity, words.done.identityText],
            [words.done.user, held.user],
            [words.done.rights, words.done.access[root.access]],
          ]}
        />
      </Sheet>
      <Gap />
      {noise.length > 0 && (
        <Note tone="plain" title={words.done.noiseTitle}>
          <p>{words.done.noiseText}</p>
          <pre style={{ whiteSpace: 'pre-wrap', margin: '8px 0 0', fontSize: 13 }}>{noise.join('\n')}</pre>
        </Note>
      )}
    </Screen>
  );
}

function Sudo({ held, disconnect }: { readonly held: Held; readonly disconnect: ReactNode }) {
  const words = useWords().connect;
  const [password, setPassword] = useState('');
  const sudo = useAct('connection.sudo');
  const { root } = held;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (password !== '')
          sudo.mutate({ connection: held.connection, password }, { onSettled: () => setPassword('') });
      }}
      noValidate
    >
      <Screen
        title={words.sudo.title}
        lead={words.sudo.lead(held.user)}
        actions={
          <>
            {disconnect}
            <Spring />
            <ActButton type="submit" disabled={password === ''} loading={sudo.isPending}>
              {words.sudo.go}
            </ActButton>
          </>
        }
      >
        <Sheet>
          <PasswordInput
            label={words.sudo.label}
            description={words.sudo.hint}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            autoFocus
            autoComplete="off"
            maw={420}
          />
        </Sheet>
        <Gap />
        {sudo.isError ? (
          <Problem error={sudo.error} />
        ) : (
          root.kind === 'asks' && root.error.code !== 'TT-SUDO-03' && <ProblemOf face={root.error} />
        )}
      </Screen>
    </form>
  );
}
