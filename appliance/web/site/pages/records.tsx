import { Button, Group, Loader, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { RecordChecksAnswer, WeekOfRecord } from '../../../features/record-checks/schema.ts';
import { call } from '../api/client.ts';
import { PageHead } from '../components/page-head.tsx';
import { ProblemNote } from '../components/problem.tsx';
import { WeekRecordCard } from '../components/week-record-card.tsx';
import { dateHere, daysFrom, shortDate } from '../words/dates.ts';
import { useWords } from '../words/words.ts';

/** The records of work of a week, for whoever looks at them: many ticked at once, one opened where something is open. */
export function Records() {
  const all = useWords();
  const words = all.recordChecks;
  const client = useQueryClient();
  const [day, setDay] = useState(() => askedFor(window.location.search) ?? dateHere());
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const week = useQuery({
    queryKey: ['record-checks', day],
    queryFn: () => call<RecordChecksAnswer>(`/record-checks?week=${day}`),
  });
  const refresh = () =>
    Promise.all([['record-checks'], ['records']].map((queryKey) => client.invalidateQueries({ queryKey })));
  const tick = useMutation({
    mutationFn: (allocationIds: readonly string[]) =>
      call('/record-checks', { method: 'PUT', body: { week: day, allocationIds } }),
    onSuccess: () => {
      setChosen(new Set());
      return refresh();
    },
  });
  const takeBack = useMutation({
    mutationFn: (id: string) => call('/record-checks/take-back', { body: { week: day, allocationIds: [id] } }),
    onSuccess: refresh,
  });
  const items = week.data?.items ?? [];
  const complete = items.filter(isComplete).map(({ allocationId }) => allocationId);
  const toggle = (id: string) =>
    setChosen((before) => new Set(before.has(id) ? [...before].filter((one) => one !== id) : [...before, id]));
  const move = (days: number) => {
    setChosen(new Set());
    setDay(daysFrom(day, days));
  };
  const error = tick.error ?? takeBack.error;
  return (
    <Stack gap="md" maw={860}>
      <PageHead
        title={words.title}
        lead={week.data === undefined ? words.lead : words.week(shortDate(week.data.from), shortDate(week.data.to))}
        actions={
          <>
            <Button variant="default" onClick={() => move(-7)}>
              {words.earlier}
            </Button>
            {daysFrom(day, 7) <= dateHere() && (
              <Button variant="default" onClick={() => move(7)}>
                {words.later}
              </Button>
            )}
          </>
        }
      />
      {week.isPending && <Loader aria-label={all.loading} />}
      {week.isError && <ProblemNote error={week.error} onRetry={() => week.refetch()} />}
      {error !== null && <ProblemNote error={error} />}
      {week.data !== undefined && items.length === 0 && <Text>{words.empty}</Text>}
      {items.length > 0 && (
        <Group gap="xs">
          <Button disabled={chosen.size === 0} loading={tick.isPending} onClick={() => tick.mutate([...chosen])}>
            {words.tick(chosen.size)}
          </Button>
          {complete.length > 0 && (
            <Button variant="default" onClick={() => setChosen(new Set(complete))}>
              {words.chooseComplete(complete.length)}
            </Button>
          )}
          <Text size="sm" role="status">
            {words.seen(items.filter(({ check }) => check !== null).length, items.length)}
          </Text>
        </Group>
      )}
      <Stack gap="xs">
        {items.map((one) => (
          <WeekRecordCard
            key={one.allocationId}
            one={one}
            isChosen={chosen.has(one.allocationId)}
            onChoose={() => toggle(one.allocationId)}
            onTakeBack={() => takeBack.mutate(one.allocationId)}
          />
        ))}
      </Stack>
    </Stack>
  );
}

/** Nothing of it needs a look of its own, and nobody has ticked it as it is now. */
function isComplete({ due, written, open, check }: WeekOfRecord): boolean {
  return written > 0 && written >= (due ?? 0) && open === 0 && (check === null || check.changedSince);
}

/** A day of the week that a link leads to. */
function askedFor(search: string): string | undefined {
  const week = new URLSearchParams(search).get('week') ?? '';
  return /^\d{4}-\d\d-\d\d$/.test(week) && !Number.isNaN(Date.parse(week)) ? week : undefined;
}
