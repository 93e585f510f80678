import { Button, Group, PasswordInput, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { call } from '../api/client.ts';
import { ProblemNote } from '../components/problem.tsx';
import { useWords } from '../words/words.ts';

export function MyPin({ hasPin }: { readonly hasPin: boolean }) {
  const words = useWords().account;
  const client = useQueryClient();
  const [pin, setPin] = useState('');
  const [password, setPassword] = useState('');
  const save = useMutation({
    mutationFn: (next: string | null) =>
      call<undefined>('/account/pin', { method: 'PUT', body: { currentPassword: password, pin: next } }),
    onSuccess: () => {
      setPin('');
      setPassword('');
      return Promise.all(['account', 'me'].map((key) => client.invalidateQueries({ queryKey: [key] })));
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(pin);
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        {save.isError && <ProblemNote error={save.error} />}
        {save.isSuccess && <Text role="status">{save.variables === null ? words.pinRemoved : words.pinSaved}</Text>}
        {hasPin && !save.isSuccess && <Text fw={600}>{words.pinSet}</Text>}
        <PasswordInput
          label={words.currentPassword}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          autoComplete="current-password"
          required
        />
        <PasswordInput
          label={words.pinNew}
          value={pin}
          onChange={(event) => setPin(event.currentTarget.value)}
          inputMode="numeric"
          autoComplete="off"
          pattern="[0-9]{4,8}"
          minLength={4}
          maxLength={8}
          required
        />
        <Group>
          <Button type="submit" variant="default" loading={save.isPending}>
            {words.pinSave}
          </Button>
          {hasPin && (
            <Button variant="default" disabled={password === ''} onClick={() => save.mutate(null)}>
              {words.pinRemove}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}
