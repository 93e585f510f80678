import { Anchor, Button, Modal, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Me } from '../../../features/me/schema.ts';
import { ApiError, call } from '../api/client.ts';
import { useWords } from '../words/words.ts';
import { ProblemNote } from './problem.tsx';

type Props = { readonly me: Me; readonly onOpened: () => void; readonly onSignOut: () => void };

/** Covers everything until the PIN or the password is typed; what is below stays as it was. */
export function LockScreen({ me, onOpened, onSignOut }: Props) {
  const words = useWords().lock;
  const [usesPin, setUsesPin] = useState(me.session.hasPin);
  const [typed, setTyped] = useState('');
  const unlock = useMutation({
    mutationFn: () => call<undefined>('/auth/unlock', { body: usesPin ? { pin: typed } : { password: typed } }),
    onSuccess: onOpened,
    onError: (error) => {
      setTyped('');
      if (error instanceof ApiError && error.code === 'not-signed-in') onOpened();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    unlock.mutate();
  };
  const wrong = unlock.error instanceof ApiError && unlock.error.code === 'sign-in-failed';
  return (
    <Modal
      opened
      fullScreen
      withCloseButton={false}
      closeOnEscape={false}
      onClose={() => undefined}
      zIndex={10_000}
      aria-label={words.title}
      transitionProps={{ duration: 0 }}
    >
      <form onSubmit={submit}>
        <Stack maw={380} mx="auto" pt="15vh">
          <Title order={1} size="h2">
            {words.title}
          </Title>
          <Text>{words.lead(me.fullName)}</Text>
          {unlock.isError && !wrong && <ProblemNote error={unlock.error} />}
          <PasswordInput
            key={String(usesPin)}
            label={usesPin ? words.pin : words.password}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            inputMode={usesPin ? 'numeric' : 'text'}
            autoComplete={usesPin ? 'off' : 'current-password'}
            error={wrong ? (unlock.error as ApiError).problem?.detail : undefined}
            data-autofocus
            required
          />
          <Button type="submit" loading={unlock.isPending}>
            {words.unlock}
          </Button>
          {me.session.hasPin && (
            <Anchor component="button" type="button" size="sm" onClick={() => setUsesPin(!usesPin)}>
              {usesPin ? words.withPassword : words.withPin}
            </Anchor>
          )}
          <Anchor component="button" type="button" size="sm" onClick={onSignOut}>
            {words.somebodyElse}
          </Anchor>
        </Stack>
      </form>
    </Modal>
  );
}
