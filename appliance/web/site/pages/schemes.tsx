import { Badge, Button, Card, Group, Loader, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { SchemesAnswer } from '../../../features/schemes/schema.ts';
import { call } from '../api/client.ts';
import { ProblemNote } from '../components/problem.tsx';
import { useWords } from '../words/words.ts';

export function Schemes() {
  const all = useWords();
  const words = all.schemes;
  const schemes = useQuery({ queryKey: ['schemes'], queryFn: () => call<SchemesAnswer>('/schemes') });
  return (
    <Stack>
      <Group justify="space-between">
        <Title order={1} size="h2">
          {words.title}
        </Title>
        <Button component={Link} href="/schemes/new">
          {words.add}
        </Button>
      </Group>
      {schemes.isPending && <Loader aria-label={all.loading} />}
      {schemes.isError && <ProblemNote error={schemes.error} onRetry={() => schemes.refetch()} />}
      {schemes.data?.items.length === 0 && <Text>{words.empty}</Text>}
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
        {schemes.data?.items.map((scheme) => (
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
    </Stack>
  );
}
