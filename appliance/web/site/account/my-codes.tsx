import { Button, Code, Group, PasswordInput, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { RecoveryCodesAnswer } from '../../../features/account/schema.ts';
import { call } from '../api/client.ts';
import { ProblemNote } from '../components/problem.tsx';
import { useWords } from '../words/words.ts';

/** Makes the codes and shows them once, to print. */
export function MyCodes({ name, site }: { readonly name: string; readonly site: string }) {
  const words = useWords().account;
  const client = useQueryClient();
  const [password, setPassword] = useState('');
  const make = useMutation({
    mutationFn: () => call<RecoveryCodesAnswer>('/account/recovery-codes', { body: { currentPassword: password } }),
    onSuccess: () => {
      setPassword('');
      return client.invalidateQueries({ queryKey: ['account'] });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate();
  };
  if (make.data !== undefined) {
    return (
      <Stack gap="sm" role="status" data-print-only>
        <Text className="no-print">{words.codesShown}</Text>
        <Text fw={600}>{`${site} · ${words.codes} · ${name}`}</Text>
        {make.data.codes.map((code) => (
          <Code key={code} fz="lg">
            {code}
          </Code>
        ))}
        <Group className="no-print">
          <Button onClick={() => window.print()}>{words.print}</Button>
          <Button variant="default" onClick={() => make.reset()}>
            {words.done}
          </Button>
        </Group>
      </Stack>
    );
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        {make.isError && <ProblemNote error={make.error} />}
        <PasswordInput
          label={words.currentPassword}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          autoComplete="current-password"
          required
        />
        <Group>
          <Button type="submit" variant="default" loading={make.isPending}>
            {words.codesMake}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
