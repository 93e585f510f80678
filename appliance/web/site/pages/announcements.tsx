import { Badge, Button, Card, Group, Loader, Stack, Text, Title } from '@mantine/core';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Announcement, AnnouncementsAnswer } from '../../../features/announcements/schema.ts';
import type { Me } from '../../../features/me/schema.ts';
import { call } from '../api/client.ts';
import { AnnouncementForm } from '../components/announcement-form.tsx';
import { Dialog } from '../components/dialog.tsx';
import { PageHead } from '../components/page-head.tsx';
import { ProblemNote } from '../components/problem.tsx';
import type { PageProps } from '../pages.tsx';
import { dateHere, shortDate } from '../words/dates.ts';
import { useWords } from '../words/words.ts';

const announcing: readonly string[] = ['district-admin', 'school-ict-admin', 'head', 'deputy'];

export function mayAnnounce(me: Me): boolean {
  return me.memberships.some(({ role }) => announcing.includes(role));
}

export function Announcements({ me }: PageProps) {
  const all = useWords();
  const words = all.announcements;
  const [edited, setEdited] = useState<Announcement | 'new' | undefined>();
  const pages = useInfiniteQuery({
    queryKey: ['announcements'],
    queryFn: ({ pageParam }) =>
      call<AnnouncementsAnswer>(`/announcements?limit=20${pageParam === '' ? '' : `&after=${pageParam}`}`),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });
  const items = pages.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Stack gap="lg" maw={760}>
      <PageHead
        title={words.title}
        lead={words.lead}
        actions={mayAnnounce(me) && <Button onClick={() => setEdited('new')}>{words.add}</Button>}
      />
      {pages.isPending && <Loader aria-label={all.loading} />}
      {pages.isError && <ProblemNote error={pages.error} onRetry={() => pages.refetch()} />}
      {pages.data !== undefined && items.length === 0 && <Text>{words.empty}</Text>}
      {items.map((one) => (
        <AnnouncementCard key={one.id} one={one} onChange={() => setEdited(one)} />
      ))}
      {pages.hasNextPage && (
        <Group>
          <Button variant="default" loading={pages.isFetchingNextPage} onClick={() => pages.fetchNextPage()}>
            {words.more}
          </Button>
        </Group>
      )}
      <Dialog
        opened={edited !== undefined}
        onClose={() => setEdited(undefined)}
        title={edited === 'new' ? words.add : words.change}
        size="lg"
      >
        {edited !== undefined && <AnnouncementForm me={me} old={edited} onDone={() => setEdited(undefined)} />}
      </Dialog>
    </Stack>
  );
}

function AnnouncementCard({ one, onChange }: { readonly one: Announcement; readonly onChange: () => void }) {
  const words = useWords().announcements;
  const today = dateHere();
  return (
    <Card withBorder component="article" aria-label={one.title}>
      <Stack gap="xs">
        <Group justify="space-between" align="flex-start" wrap="nowrap">
          <Title order={2} size="h4" style={{ overflowWrap: 'anywhere' }}>
            {one.title}
          </Title>
          <Group gap={6}>
            {one.urgent && <Badge color="yellow">{words.urgentMark}</Badge>}
            {one.to < today && <Badge variant="default">{words.past}</Badge>}
            {one.from > today && <Badge variant="default">{words.coming}</Badge>}
          </Group>
        </Group>
        {one.body !== '' && <Text style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>{one.body}</Text>}
        <Group justify="space-between">
          <Text size="sm" c="dimmed">
            {[one.school?.name ?? words.everybody, one.author, words.shown(shortDate(one.from), shortDate(one.to))]
              .filter((part) => part !== null)
              .join(' · ')}
          </Text>
          {one.mayChange && (
            <Group gap="xs">
              <Button size="xs" variant="default" onClick={onChange}>
                {words.change}
              </Button>
              <Remove one={one} />
            </Group>
          )}
        </Group>
      </Stack>
    </Card>
  );
}

function Remove({ one }: { readonly one: Announcement }) {
  const words = useWords().announcements;
  const client = useQueryClient();
  const [asked, setAsked] = useState(false);
  const remove = useMutation({
    mutationFn: () => call(`/announcements/${one.id}`, { method: 'DELETE' }),
    onSuccess: () =>
      Promise.all(['announcements', 'dashboard'].map((key) => client.invalidateQueries({ queryKey: [key] }))),
  });
  return (
    <>
      <Button size="xs" variant="default" onClick={() => setAsked(true)}>
        {words.remove}
      </Button>
      <Dialog opened={asked} onClose={() => setAsked(false)} title={words.remove}>
        <Stack>
          <Text style={{ overflowWrap: 'anywhere' }}>{words.removeSure(one.title)}</Text>
          {remove.isError && <ProblemNote error={remove.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setAsked(false)} data-autofocus>
              {words.keep}
            </Button>
            <Button color="clay" loading={remove.isPending} onClick={() => remove.mutate()}>
              {words.remove}
            </Button>
          </Group>
        </Stack>
      </Dialog>
    </>
  );
}
