import { Alert, Anchor, Button, Group, List, Loader, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { Diff, Editing } from '../../../features/curriculum/versions-schema.ts';
import { call } from '../api/client.ts';
import { PageHead } from '../components/page-head.tsx';
import { ProblemNote } from '../components/problem.tsx';
import { DiffList } from '../curriculum/diff-list.tsx';
import { StrandCard } from '../curriculum/strand-card.tsx';
import type { PageProps } from '../pages.tsx';
import { useWords } from '../words/words.ts';

/** A version of a learning area: a draft is edited, what is written is saved by itself. */
export function CurriculumEditor({ params }: PageProps) {
  const id = params['id'] ?? '';
  const all = useWords();
  const words = all.curriculum;
  const client = useQueryClient();
  const area = useQuery({
    queryKey: ['editing', id],
    queryFn: () => call<Editing>(`/learning-areas/${id}/editing`),
    refetchOnWindowFocus: false,
  });
  const diff = useQuery({
    queryKey: ['editing-diff', id],
    queryFn: () => call<Diff>(`/learning-areas/${id}/diff`),
    enabled: area.data !== undefined && area.data.version > 1,
    staleTime: 0,
  });
  const reload = () => client.invalidateQueries({ queryKey: ['editing', id] });
  const add = useMutation({
    mutationFn: () => call(`/learning-areas/${id}/nodes`, { body: { title: words.newTitle } }),
    onSuccess: reload,
  });
  if (area.isPending) return <Loader aria-label={all.loading} />;
  if (area.isError) return <ProblemNote error={area.error} onRetry={() => area.refetch()} />;
  const { name, grade, version, status, strands, assumptions } = area.data;
  const isDraft = status === 'draft';
  const lessons = strands.flatMap((strand) => strand.subStrands).reduce((sum, one) => sum + one.suggestedLessons, 0);
  return (
    <Stack>
      <Anchor component={Link} href="/curriculum" style={{ alignSelf: 'start' }}>
        ← {words.back}
      </Anchor>
      <PageHead
        title={`${grade}: ${name}`}
        lead={`${words.version(version)}, ${words.states[status]} · ${words.total(lessons)}`}
      />
      {!isDraft && <Alert color="pine">{words.readOnly}</Alert>}
      {isDraft && assumptions.length > 0 && (
        <Alert color="yellow" title={words.assumed} styles={{ message: { color: 'inherit' } }}>
          <List size="sm">
            {assumptions.map((one) => (
              <List.Item key={one} style={{ overflowWrap: 'anywhere' }}>
                {one}
              </List.Item>
            ))}
          </List>
        </Alert>
      )}
      {diff.data !== undefined && (
        <details>
          <summary>{words.changes}</summary>
          <DiffList diff={diff.data} />
        </details>
      )}
      {strands.length === 0 && <Text>{words.isNew}</Text>}
      {strands.map((strand, index) => (
        <StrandCard key={strand.id} editing={area.data} index={index} isDraft={isDraft} onChanged={reload} />
      ))}
      {add.isError && <ProblemNote error={add.error} />}
      {isDraft && (
        <Group>
          <Button variant="default" onClick={() => add.mutate()} loading={add.isPending}>
            {words.addStrand}
          </Button>
        </Group>
      )}
    </Stack>
  );
}
