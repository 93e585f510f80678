import { Anchor, Button, Checkbox, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Me } from '../../../features/me/schema.ts';
import { call } from '../api/client.ts';
import { useFirstWords } from '../words/words.ts';
import { CardPage } from './card-page.tsx';
import { NewPasswordFields, useNewPassword } from './new-password.tsx';
import { ProblemNote } from './problem.tsx';

type Props = {
  readonly name: string;
  readonly isShared: boolean;
  readonly onSignedIn: (me: Me) => void;
  readonly onBack: () => void;
};

/** A new password for who has a code, from somebody who looks after them or from their own paper. */
export function Recover(props: Props) {
  const all = useFirstWords();
  const words = all.recover;
  const [name, setName] = useState(props.name);
  const [code, setCode] = useState('');
  const password = useNewPassword();
  const [shared, setShared] = useState(props.isShared);
  const recover = useMutation({
    mutationFn: () => call<Me>('/auth/recover', { body: { name, code, newPassword: password.next, shared } }),
    onSuccess: props.onSignedIn,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (password.try()) recover.mutate();
  };
  return (
    <CardPage title={words.title}>
      <form onSubmit={submit}>
        <Stack>
          <Text size="sm">{words.lead}</Text>
          {recover.isError && <ProblemNote error={recover.error} />}
          <TextInput
            label={all.signIn.name}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            required
          />
          <TextInput
            label={words.code}
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
            autoComplete="one-time-code"
            autoCapitalize="none"
            spellCheck={false}
            minLength={6}
            maxLength={40}
            required
          />
          <NewPasswordFields value={password} />
          <Checkbox
            label={words.shared}
            checked={shared}
            onChange={(event) => setShared(event.currentTarget.checked)}
          />
          <Button type="submit" loading={recover.isPending}>
            {words.submit}
          </Button>
          <Anchor component="button" type="button" onClick={props.onBack}>
            {words.back}
          </Anchor>
        </Stack>
      </form>
    </CardPage>
  );
}
