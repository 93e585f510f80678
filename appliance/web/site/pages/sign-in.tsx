import { Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Me } from '../../../features/me/schema.ts';
import { call } from '../api/client.ts';
import { CardPage } from '../components/card-page.tsx';
import { ProblemNote } from '../components/problem.tsx';
import { ClosedNote } from '../components/while-closed.tsx';
import { useWords } from '../words/words.ts';

export function SignIn({ onSignedIn }: { readonly onSignedIn: (me: Me, password: string) => void }) {
  const words = useWords().signIn;
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const signIn = useMutation({
    mutationFn: () => call<Me>('/auth/login', { body: { name, password } }),
    onSuccess: (me) => onSignedIn(me, password),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate();
  };
  return (
    <CardPage title={words.title}>
      <form onSubmit={submit}>
        <Stack>
          <ClosedNote />
          {signIn.isError && <ProblemNote error={signIn.error} />}
          <TextInput
            label={words.name}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            required
            data-autofocus
          />
          <PasswordInput
            label={words.password}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            autoComplete="current-password"
            required
          />
          <Button type="submit" loading={signIn.isPending}>
            {words.submit}
          </Button>
          <Text size="sm" c="dimmed">
            {words.help}
          </Text>
        </Stack>
      </form>
    </CardPage>
  );
}
