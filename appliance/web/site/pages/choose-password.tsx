import { Button, PasswordInput, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { call } from '../api/client.ts';
import { CardPage } from '../components/card-page.tsx';
import { NewPasswordFields, useNewPassword } from '../components/new-password.tsx';
import { ProblemNote } from '../components/problem.tsx';
import { useFirstWords } from '../words/words.ts';

type Props = {
  /** The one just typed at the sign-in; asked for when the page was loaded anew. */
  readonly currentPassword: string | undefined;
  readonly onChanged: () => void;
};

export function ChoosePassword({ currentPassword, onChanged }: Props) {
  const words = useFirstWords().password;
  const [current, setCurrent] = useState(currentPassword ?? '');
  const password = useNewPassword();
  const change = useMutation({
    mutationFn: () =>
      call<undefined>('/auth/password', { body: { currentPassword: current, newPassword: password.next } }),
    onSuccess: onChanged,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (password.try()) change.mutate();
  };
  return (
    <CardPage title={words.title}>
      <form onSubmit={submit} noValidate>
        <Stack>
          <Text>{words.why}</Text>
          {change.isError && <ProblemNote error={change.error} />}
          {currentPassword === undefined && (
            <PasswordInput
              label={words.current}
              value={current}
              onChange={(event) => setCurrent(event.currentTarget.value)}
              autoComplete="current-password"
              required
            />
          )}
          <NewPasswordFields value={password} />
          <Button type="submit" loading={change.isPending}>
            {words.submit}
          </Button>
        </Stack>
      </form>
    </CardPage>
  );
}
