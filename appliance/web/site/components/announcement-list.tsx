import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Announcement } from '../../../features/announcements/schema.ts';
import { call } from '../api/client.ts';
import { useWords } from '../words/words.ts';

/** What was announced and not yet put away by the reader. */
export function AnnouncementList({ items }: { readonly items: readonly Announcement[] }) {
  return (
    <Stack gap="sm">
      {items.map((one) => (
        <AnnouncementCard key={one.id} one={one} />
      ))}
    </Stack>
  );
}

function AnnouncementCard({ one }: { readonly one: Announcement }) {
  const words = useWords().home;
  const client = useQueryClient();
  const putAway = useMutation({
    mutationFn: () => call(`/announcements/${one.id}/seen`, { method: 'POST' }),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ['dashboard'] }),
        client.invalidateQueries({ queryKey: ['announcements'] }),
      ]),
  });
  return (
    <Alert
      variant="light"
      color={one.urgent ? 'yellow' : 'pine'}
      title={one.title}
      styles={{ title: { overflowWrap: 'anywhere' } }}
    >
      <Stack gap="xs">
        {one.body !== '' && <Text style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>{one.body}</Text>}
        <Group justify="space-between">
          <Text size="sm">{words.from(one.author ?? one.school?.name ?? words.district)}</Text>
          <Button
            size="xs"
            variant="default"
            loading={putAway.isPending}
            onClick={() => putAway.mutate()}
            aria-label={words.putAwayLabel(one.title)}
          >
            {words.putAway}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}
