import { Button, Group, PasswordInput, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { call } from '../api/client.ts';
import { NewPasswordFields, useNewPassword } from '../components/new-password.tsx';
import { ProblemNote } from '../components/problem.tsx';
import { useWords } from '../words/words.ts';

export function MyPassword() {
  const all = useWords();
  const client = useQueryClient();
  const [current, setCurrent] = useState('');
  const password = useNewPassword();
  const change = useMutation({
    mutationFn: () =>
      call<undefined>('/auth/password', { body: { currentPassword: current, newPassword: password.next } }),
    onSuccess: () => {
      setCurrent('');
      password.clear();
      return client.invalidateQueries({ queryKey: ['sessions'] });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (password.try()) change.mutate();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        {change.isError && <ProblemNote error={change.error} />}
        {change.isSuccess && <Text role="status">{all.account.changed}</Text>}
        <PasswordInput
          label={all.account.currentPassword}
          value={current}
          onChange={(event) => setCurrent(event.currentTarget.value)}
          autoComplete="current-password"
          required
        />
        <NewPasswordFields value={password} />
        <Group>
          <Button type="submit" variant="default" loading={change.isPending}>
            {all.account.change}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
