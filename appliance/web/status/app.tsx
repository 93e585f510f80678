import { Anchor, Center, Loader, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { Me } from '../../features/me/schema.ts';
import { ApiError, call } from './api.ts';
import { ProblemNote } from './components/problem-note.tsx';
import { Panel } from './panel.tsx';
import { Wall } from './wall.tsx';
import { useWords } from './words/words.ts';

/** Where people sign in, unlock and choose a password; it leads back here. */
const signInPath = '/?next=/status';
const atSignIn: readonly string[] = ['not-signed-in', 'session-locked', 'password-change-needed'];

export function App() {
  const words = useWords();
  const me = useQuery({ queryKey: ['me'], queryFn: () => call<Me>('/me') });
  const { refetch } = me;
  const askAgain = useCallback(() => void refetch(), [refetch]);
  if (me.error instanceof ApiError && atSignIn.includes(me.error.code)) {
    window.location.replace(signInPath);
    return null;
  }
  if (me.data === undefined) {
    return (
      <Center mih="100vh" p="md">
        {me.isError ? <ProblemNote error={me.error} onRetry={askAgain} /> : <Loader aria-label={words.loading} />}
      </Center>
    );
  }
  if (!me.data.memberships.some(({ role }) => role === 'district-admin')) return <Refused />;
  const isWall = new URLSearchParams(window.location.search).has('wall');
  return isWall ? (
    <Wall site={me.data.site} onRefused={askAgain} />
  ) : (
    <Panel site={me.data.site} onRefused={askAgain} />
  );
}

function Refused() {
  const words = useWords();
  return (
    <Center component="main" mih="100vh" p="md">
      <Stack>
        <Title order={1} size="h2">
          {words.title}
        </Title>
        <Text>{words.refused}</Text>
        <Anchor href="/">{words.back}</Anchor>
      </Stack>
    </Center>
  );
}
