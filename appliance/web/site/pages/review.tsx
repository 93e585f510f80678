import { Anchor, Badge, Button, Card, Group, List, Loader, Stack, Text, Textarea, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { DecideRequest, Difference, Review as ReviewData, SnapshotRow } from '../../../features/reviews/schema.ts';
import { call } from '../api/client.ts';
import { PageHead } from '../components/page-head.tsx';
import { ProblemNote } from '../components/problem.tsx';
import type { PageProps } from '../pages.tsx';
import { shortDate } from '../words/dates.ts';
import { useWords } from '../words/words.ts';

/** A document as it was handed in, to be passed on or returned with reasons at its rows. */
export function Review({ params }: PageProps) {
  const all = useWords();
  const words = all.review;
  const client = useQueryClient();
  const [, go] = useLocation();
  const [comment, setComment] = useState('');
  const [atRows, setAtRows] = useState<Readonly<Record<string, string>>>({});
  const review = useQuery({
    queryKey: ['review', params['id']],
    queryFn: () => call<ReviewData>(`/reviews/${params['id']}`),
  });
  const decide = useMutation({
    mutationFn: (body: DecideRequest) => call(`/reviews/${params['id']}/decide`, { body }),
    onSuccess: async () => {
      await Promise.all(['reviews', 'review'].map((key) => client.invalidateQueries({ queryKey: [key] })));
      go('/reviews');
    },
  });
  if (review.isPending) return <Loader aria-label={all.loading} />;
  if (review.isError) return <ProblemNote error={review.error} onRetry={() => review.refetch()} />;
  const { data } = review;
  const comments = Object.entries(atRows).flatMap(([rowId, text]) =>
    text.trim() === '' ? [] : [{ rowId, cell: 'row', text }],
  );
  const send = (decision: DecideRequest['decision']) => decide.mutate({ decision, comment, comments });
  return (
    <Stack gap="md" maw={860}>
      <Anchor component={Link} href="/reviews">
        ← {words.back}
      </Anchor>
      <PageHead
        title={`${data.learningArea}, ${data.className}`}
        lead={`${data.teacher} · ${all.reviews.term(data.term.year, data.term.number)} · ${all.reviews.code(data.code)}`}
        actions={<Badge size="lg">{all.reviews.states[data.state]}</Badge>}
      />
      <Said review={data} />
      {data.differences.length > 0 && (
        <Differences title={words.changes(data.differences.length)} all={data.differences} />
      )}
      {data.rows.map((row) => (
        <RowCard
          key={row.id}
          row={row}
          comments={data.comments.filter(({ rowId }) => rowId === row.id).map(({ text }) => text)}
          text={atRows[row.id]}
          onText={data.mayDecide ? (text) => setAtRows({ ...atRows, [row.id]: text }) : undefined}
        />
      ))}
      {data.mayDecide && (
        <Card withBorder style={{ position: 'sticky', bottom: 8 }} shadow="sm">
          <Stack gap="xs">
            <Textarea
              label={words.comment}
              description={words.commentHint}
              value={comment}
              onChange={(event) => setComment(event.currentTarget.value)}
              maxLength={1_000}
              autosize
              maxRows={4}
            />
            {decide.isError && <ProblemNote error={decide.error} />}
            <Group>
              <Button loading={decide.isPending} onClick={() => send('pass')}>
                {words.pass}
              </Button>
              <Button
                variant="default"
                loading={decide.isPending}
                disabled={comment.trim() === '' && comments.length === 0}
                onClick={() => send('return')}
              >
                {words.return}
              </Button>
            </Group>
          </Stack>
        </Card>
      )}
    </Stack>
  );
}

function Said({ review }: { readonly review: ReviewData }) {
  const words = useWords().review;
  if (review.decisions.length === 0) return null;
  return (
    <Stack gap={4}>
      <Title order={2} size="h4">
        {words.said}
      </Title>
      {review.decisions.map((one) => (
        <Text size="sm" key={one.at} style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>
          {one.by} {words.decisions[one.decision]}, {shortDate(one.at.slice(0, 10))}
          {one.comment === '' ? '' : `: ${one.comment}`}
        </Text>
      ))}
    </Stack>
  );
}

/** What changed, as a list that can be read aloud. */
export function Differences({ title, all }: { readonly title: string; readonly all: readonly Difference[] }) {
  const words = useWords().review;
  return (
    <Card withBorder component="details">
      <Text component="summary" fw={600} style={{ cursor: 'pointer' }}>
        {title}
      </Text>
      <List size="sm" mt="xs">
        {all.map((one) => (
          <List.Item key={`${one.rowId} ${one.kind} ${one.cell ?? ''}`} style={{ overflowWrap: 'anywhere' }}>
            {words.row(one.week, one.lesson)}: {one.cell === undefined ? '' : `${words.cells[one.cell] ?? one.cell} `}
            {words.kinds[one.kind]}
            {one.before === undefined ? '' : ` · ${one.before} → ${one.after}`}
          </List.Item>
        ))}
      </List>
    </Card>
  );
}

type RowCardProps = {
  readonly row: SnapshotRow;
  readonly comments: readonly string[];
  readonly text: string | undefined;
  readonly onText: ((text: string) => void) | undefined;
};

function RowCard({ row, comments, text, onText }: RowCardProps) {
  const words = useWords().review;
  const name = words.row(row.week, row.lesson);
  if (row.kind === 'banner') return <Text fw={600}>{String(row.cells['text'] ?? '')}</Text>;
  const shown = Object.entries(words.cells).flatMap(([cell, label]) => {
    const value = row.cells[cell];
    const plain = typeof value === 'string' ? value : (value ?? []).join('; ');
    return plain === '' ? [] : [{ cell, label, plain }];
  });
  return (
    <Card withBorder p="sm" component="article" aria-label={name}>
      <Stack gap={4}>
        <Text size="sm" c="dimmed">
          {name}
          {row.date === null ? '' : ` · ${shortDate(row.date)}`}
        </Text>
        {shown.map(({ cell, label, plain }) => (
          <Text size="sm" key={cell} style={{ overflowWrap: 'anywhere' }}>
            <b>{label}:</b> {plain}
          </Text>
        ))}
        {comments.map((one) => (
          <Text size="sm" key={one} fw={600} style={{ overflowWrap: 'anywhere' }}>
            {one}
          </Text>
        ))}
        {onText !== undefined &&
          (text === undefined ? (
            <Group>
              <Button size="compact-sm" variant="subtle" onClick={() => onText('')}>
                {words.atRow}
              </Button>
            </Group>
          ) : (
            <Textarea
              aria-label={words.rowComment(name)}
              value={text}
              onChange={(event) => onText(event.currentTarget.value)}
              maxLength={1_000}
              autosize
              autoFocus
            />
          ))}
      </Stack>
    </Card>
  );
}
