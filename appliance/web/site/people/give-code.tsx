import { Button, Card, Code, Group, Stack, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { ResetCodeAnswer } from '../../../features/account/schema.ts';
import { call } from '../api/client.ts';
import { ProblemNote } from '../components/problem.tsx';
import { useWords } from '../words/words.ts';

/** Six digits to tell somebody who has forgotten the password. */
export function GiveCode({ personId }: { readonly personId: string }) {
  const words = useWords().resetCode;
  const give = useMutation({
    mutationFn: () => call<ResetCodeAnswer>(`/people/${personId}/reset-code`, { method: 'POST' }),
  });
  return (
    <Card withBorder maw={640}>
      <Stack gap="sm">
        {give.data === undefined ? (
          <Text size="sm">{words.hint}</Text>
        ) : (
          <Stack gap="sm" role="status">
            <Title order={2} size="h4">
              {words.title}
            </Title>
            <Code fz={32} w="fit-content" px="md">
              {give.data.code}
            </Code>
            <Text size="sm">{words.lead(give.data.fullName, give.data.expiresAt)}</Text>
          </Stack>
        )}
        {give.isError && <ProblemNote error={give.error} />}
        <Group>
          <Button variant="default" loading={give.isPending} onClick={() => give.mutate()}>
            {words.give}
          </Button>
        </Group>
      </Stack>
    </Card>
  );
}
