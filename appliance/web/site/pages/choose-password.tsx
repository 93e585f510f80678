import { Button, PasswordInput, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { call } from '../api/client.ts';
import { CardPage } from '../components/card-page.tsx';
import { ProblemNote } from '../components/problem.tsx';
import { useWords } from '../words/words.ts';

type Props = {
  /** The one just typed at the sign-in; asked for when the page was loaded anew. */
  readonly currentPassword: string | undefined;
  readonly onChanged: () => void;
};

export function ChoosePassword({ currentPassword, onChanged }: Props) {
  const words = useWords().password;
  const [current, setCurrent] = useState(currentPassword ?? '');
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const [tried, setTried] = useState(false);
  const change = useMutation({
    mutationFn: () => call<undefined>('/auth/password', { body: { currentPassword: current, newPassword: next } }),
    onSuccess: onChanged,
  });
  const tooShort = next.length < 10;
  const differ = next !== again;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!tooShort && !differ) change.mutate();
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
          <PasswordInput
            label={words.next}
            value={next}
            onChange={(event) => setNext(event.currentTarget.value)}
            autoComplete="new-password"
            error={tried && tooShort ? words.short : undefined}
            required
          />
          <PasswordInput
            label={words.again}
            value={again}
            onChange={(event) => setAgain(event.currentTarget.value)}
            autoComplete="new-password"
            error={tried && !tooShort && differ ? words.differ : undefined}
            required
          />
          <Button type="submit" loading={change.isPending}>
            {words.submit}
          </Button>
        </Stack>
      </form>
    </CardPage>
  );
}
