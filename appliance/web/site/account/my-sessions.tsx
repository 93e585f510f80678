import { Badge, Button, Group, Loader, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { SessionsAnswer } from '../../../features/auth/schema.ts';
import { call } from '../api/client.ts';
import { ProblemNote } from '../components/problem.tsx';
import { useWords } from '../words/words.ts';
import { deviceOf } from './device.ts';

/** Where the person is signed in, each of which can be ended. */
export function MySessions() {
  const all = useWords();
  const words = all.account;
  const client = useQueryClient();
  const sessions = useQuery({ queryKey: ['sessions'], queryFn: () => call<SessionsAnswer>('/auth/sessions') });
  const end = useMutation({
    mutationFn: (id: string) => call<undefined>(`/auth/sessions/${id}`, { method: 'DELETE' }),
    onSettled: () => client.invalidateQueries({ queryKey: ['sessions'] }),
  });
  if (sessions.isPending) return <Loader aria-label={all.loading} />;
  if (sessions.isError) return <ProblemNote error={sessions.error} onRetry={() => sessions.refetch()} />;
  return (
    <Stack gap="xs">
      {end.isError && <ProblemNote error={end.error} />}
      {sessions.data.items.map(({ id, device, shared, createdAt, current }) => (
        <Group key={id} justify="space-between" gap="xs">
          <div>
            <Group gap={6}>
              <Text fw={600} size="sm">
                {deviceOf(device)}
              </Text>
              {current && (
                <Badge variant="default" tt="none">
                  {words.here}
                </Badge>
              )}
              {shared && (
                <Badge variant="default" tt="none">
                  {words.shared}
                </Badge>
              )}
            </Group>
            <Text size="sm" c="dimmed">
              {words.since(createdAt)}
            </Text>
          </div>
          {!current && (
            <Button
              size="xs"
              variant="default"
              loading={end.isPending && end.variables === id}
              onClick={() => end.mutate(id)}
              aria-label={words.endSessionOf(deviceOf(device), createdAt)}
            >
              {words.endSession}
            </Button>
          )}
        </Group>
      ))}
    </Stack>
  );
}
