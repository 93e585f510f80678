import { Anchor, Badge, Card, Group, Loader, Progress, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { CoverageAnswer, Coverage as CoverageOfClass } from '../../../features/records/schema.ts';
import { call } from '../api/client.ts';
import { PageHead } from '../components/page-head.tsx';
import { ProblemNote } from '../components/problem.tsx';
import type { PageProps } from '../pages.tsx';
import { useWords } from '../words/words.ts';

export function Coverage({ me }: PageProps) {
  const all = useWords();
  const words = all.coverage;
  const coverage = useQuery({ queryKey: ['coverage'], queryFn: () => call<CoverageAnswer>('/coverage') });
  return (
    <Stack gap="lg">
      <PageHead title={words.title} lead={words.lead} />
      {coverage.isPending && <Loader aria-label={all.loading} />}
      {coverage.isError && <ProblemNote error={coverage.error} onRetry={() => coverage.refetch()} />}
      {coverage.data?.items.length === 0 && <Text>{words.empty}</Text>}
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
        {coverage.data?.items.map((one) => (
          <ClassCard key={one.allocationId} one={one} showsTeacher={one.teacher !== me.fullName} />
        ))}
      </SimpleGrid>
    </Stack>
  );
}

function ClassCard({ one, showsTeacher }: { readonly one: CoverageOfClass; readonly showsTeacher: boolean }) {
  const words = useWords().coverage;
  const name = `${one.learningArea}, ${one.className}`;
  // Before anything is written down a forecast would only frighten.
  const isTold = one.due === 0 || one.delivered > 0;
  return (
    <Card withBorder component="article" aria-label={name}>
      <Stack gap="xs">
        <Group justify="space-between" align="flex-start">
          <Title order={2} size="h4" style={{ overflowWrap: 'break-word' }}>
            {name}
          </Title>
          {isTold && (
            <Badge color={one.short > 0 ? 'yellow' : 'pine'} variant="light">
              {one.short > 0 ? words.short(one.short) : words.onTrack}
            </Badge>
          )}
        </Group>
        {showsTeacher && (
          <Text size="sm" c="dimmed">
            {one.teacher}
          </Text>
        )}
        <Progress value={Math.min(100, one.deliveredPct)} aria-label={words.bar(one.deliveredPct)} />
        <Text size="sm">{words.planned(one.plannedPct, one.approved)}</Text>
        <Text size="sm">{words.taught(one.delivered, one.due)}</Text>
        <Text size="sm">{words.ofTerm(one.deliveredPct, one.planned)}</Text>
        {one.missed > 0 && <Text size="sm">{words.missed(one.missed, one.recovered)}</Text>}
        <Anchor component={Link} href={`/records/${one.allocationId}`} size="sm">
          {words.record}
        </Anchor>
      </Stack>
    </Card>
  );
}
