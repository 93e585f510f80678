import { Button, Group, Loader, Stack, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { LessonOfDay, TodayAnswer } from '../../../features/records/schema.ts';
import { call } from '../api/client.ts';
import { useOutbox } from '../api/outbox.ts';
import { LessonCard } from '../components/lesson-card.tsx';
import { PageHead } from '../components/page-head.tsx';
import { ProblemNote } from '../components/problem.tsx';
import type { PageProps } from '../pages.tsx';
import { dateHere, shortDate } from '../words/dates.ts';
import { useWords } from '../words/words.ts';

const dayMs = 86_400_000;

export function Today({ me }: PageProps) {
  const all = useWords();
  const words = all.today;
  const client = useQueryClient();
  const [date, setDate] = useState(dateHere());
  const day = useQuery({ queryKey: ['today', date], queryFn: () => call<TodayAnswer>(`/today?date=${date}`) });
  const onSent = useCallback(
    () => Promise.all(['today', 'records', 'coverage'].map((key) => client.invalidateQueries({ queryKey: [key] }))),
    [client],
  );
  const outbox = useOutbox(me.id, onSent);
  const move = (days: number) => setDate(new Date(Date.parse(date) + days * dayMs).toISOString().slice(0, 10));
  const withWaiting = (lesson: LessonOfDay): LessonOfDay => {
    const entry = outbox.waiting.findLast(
      (one) => one.allocationId === lesson.allocationId && one.date === lesson.date && one.period === lesson.period,
    );
    if (entry === undefined) return lesson;
    const { outcome, reason = null, note = '', remarks = '' } = entry;
    return { ...lesson, delivery: { id: '', recovery: null, outcome, reason, note, remarks } };
  };
  return (
    <Stack gap="md" maw={760}>
      <PageHead title={words.title} lead={words.lead} />
      <Group justify="space-between" wrap="nowrap" className="no-print">
        <Button variant="default" size="compact-md" onClick={() => move(-1)} aria-label={words.earlier}>
          ←
        </Button>
        <Text fw={600} aria-live="polite">
          {shortDate(date)}
        </Text>
        <Group gap="xs" wrap="nowrap">
          {date !== dateHere() && (
            <Button variant="default" size="compact-md" onClick={() => setDate(dateHere())}>
              {words.now}
            </Button>
          )}
          <Button variant="default" size="compact-md" onClick={() => move(1)} aria-label={words.later}>
            →
          </Button>
        </Group>
      </Group>
      {outbox.waiting.length > 0 && <Text role="status">{words.waiting(outbox.waiting.length)}</Text>}
      {outbox.isRefused && <Text role="alert">{words.refused}</Text>}
      {day.isPending && <Loader aria-label={all.loading} />}
      {day.isError && <ProblemNote error={day.error} onRetry={() => day.refetch()} />}
      {day.data !== undefined && day.data.closed !== null && <Text>{words.closed(day.data.closed)}</Text>}
      {day.data?.lessons.length === 0 && day.data.closed === null && <Text>{words.empty}</Text>}
      {day.data?.lessons.map((lesson) => (
        <LessonCard
          key={`${lesson.allocationId} ${lesson.period} ${lesson.date}`}
          lesson={withWaiting(lesson)}
          onEntry={outbox.add}
        />
      ))}
    </Stack>
  );
}
