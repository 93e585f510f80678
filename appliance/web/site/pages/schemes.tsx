import { Badge, Button, Card, Group, Loader, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import type { SchemesAnswer } from '../../../features/schemes/schema.ts';
import { call } from '../api/client.ts';
import { ProblemNote } from '../components/problem.tsx';
import { useWords } from '../words/words.ts';

export function Schemes() {
  const all = useWords();
  const words = all.schemes;
  const [archived, setArchived] = useState(false);
  const schemes = useInfiniteQuery({
    queryKey: ['schemes', { archived }],
    queryFn: ({ pageParam }) =>
      call<SchemesAnswer>(`/schemes?archived=${archived}${pageParam === '' ? '' : `&after=${pageParam}`}`),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });
  const items = schemes.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Stack>
      <Group justify="space-between">
        <Title order={1} size="h2">
          {archived ? words.archived : words.title}
        </Title>
        <Group gap="xs">
          <Button variant="default" onClick={() => setArchived(!archived)}>
            {archived ? words.title : words.archived}
          </Button>
          <Button component={Link} href="/schemes/new">
            {words.add}
          </Button>
        </Group>
      </Group>
      {schemes.isPending && <Loader aria-label={all.loading} />}
      {schemes.isError && <ProblemNote error={schemes.error} onRetry={() => schemes.refetch()} />}
      {schemes.data !== undefined && items.length === 0 && <Text>{archived ? words.noneArchived : words.empty}</Text>}
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
        {items.map((scheme) => (
          <Card key={scheme.id} withBorder component={Link} href={`/schemes/${scheme.id}`}>
            <Group justify="space-between" wrap="nowrap" align="start">
              <Text fw={600}>
                {scheme.learningArea.name}, {scheme.className}
              </Text>
              <Badge variant="light" color={scheme.status === 'failed' ? 'red' : 'pine'}>
                {words.states[scheme.status]}
              </Badge>
            </Group>
            <Text size="sm">{scheme.learningArea.grade}</Text>
            <Text size="sm" c="dimmed">
              {words.term(scheme.term.year, scheme.term.number)}
            </Text>
          </Card>
        ))}
      </SimpleGrid>
      {schemes.hasNextPage && (
        <Group>
          <Button variant="default" loading={schemes.isFetchingNextPage} onClick={() => schemes.fetchNextPage()}>
            {words.more}
          </Button>
        </Group>
      )}
    </Stack>
  );
}
