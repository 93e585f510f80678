import { Button, Group, PasswordInput, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { call } from '../api/client.ts';
import { ProblemNote } from '../components/problem.tsx';
import { useWords } from '../words/words.ts';

export function MyPassword() {
  const all = useWords();
  const client = useQueryClient();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const [tried, setTried] = useState(false);
  const change = useMutation({
    mutationFn: () => call<undefined>('/auth/password', { body: { currentPassword: current, newPassword: next } }),
    onSuccess: () => {
      for (const clear of [setCurrent, setNext, setAgain]) clear('');
      setTried(false);
      return client.invalidateQueries({ queryKey: ['sessions'] });
    },
  });
  const tooShort = next.length < 10;
  const differ = next !== again;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!tooShort && !differ) change.mutate();
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
        <PasswordInput
          label={all.password.next}
          value={next}
          onChange={(event) => setNext(event.currentTarget.value)}
          autoComplete="new-password"
          error={tried && tooShort ? all.password.short : undefined}
          required
        />
        <PasswordInput
          label={all.password.again}
          value={again}
          onChange={(event) => setAgain(event.currentTarget.value)}
          autoComplete="new-password"
          error={tried && !tooShort && differ ? all.password.differ : undefined}
          required
        />
        <Group>
          <Button type="submit" variant="default" loading={change.isPending}>
            {all.account.change}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
