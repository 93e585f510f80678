import { Center, Paper, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useFirstWords } from '../words/words.ts';

/** One small form in the middle: signing in, choosing a password. */
export function CardPage({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const words = useFirstWords();
  return (
    <Center component="main" mih="100vh" p="md">
      <Paper withBorder shadow="sm" p="xl" w={420} maw="100%">
        <Stack>
          <div>
            <Text fw={700} c="pine">
              {words.appName}
            </Text>
            <Title order={1} size="h2">
              {title}
            </Title>
          </div>
          {children}
        </Stack>
      </Paper>
    </Center>
  );
}
