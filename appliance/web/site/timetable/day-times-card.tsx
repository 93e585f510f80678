import { Button, Card, Group, NumberInput, SimpleGrid, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { DayTimesAnswer, Period } from '../../../features/timetable/schema.ts';
import { call } from '../api/client.ts';
import { ProblemNote } from '../components/problem.tsx';
import { useWords } from '../words/words.ts';
import { breaksOf, dayOf } from './day.ts';

/** Sets the times of a school's day from four numbers. */
export function DayTimesCard({ schoolId }: { readonly schoolId: string }) {
  const words = useWords().classes;
  const client = useQueryClient();
  const path = `/schools/${schoolId}/day-times`;
  const times = useQuery({ queryKey: ['day-times', schoolId], queryFn: () => call<DayTimesAnswer>(path) });
  const [start, setStart] = useState('08:20');
  const [minutes, setMinutes] = useState<string | number>(35);
  const [count, setCount] = useState<string | number>(8);
  const [breaks, setBreaks] = useState('2: 20, 4: 30');
  const pauses = breaksOf(breaks);
  const set = useMutation({
    mutationFn: () => {
      const day = { start, minutes: Number(minutes), count: Number(count), breaks: pauses ?? new Map() };
      const others = (times.data?.items ?? []).filter(({ grade }) => grade !== '');
      const items = [{ grade: '', periods: dayOf(day) }, ...others];
      return call<DayTimesAnswer>(path, { method: 'PUT', body: { items } });
    },
    onSuccess: (answer) => client.setQueryData(['day-times', schoolId], answer),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (pauses !== undefined) set.mutate();
  };
  const periods = times.data?.items.find(({ grade }) => grade === '')?.periods ?? [];
  return (
    <Card withBorder>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Title order={2} size="h4">
            {words.times}
          </Title>
          <Text size="sm" c="dimmed">
            {words.timesHint}
          </Text>
          {set.isError && <ProblemNote error={set.error} />}
          <Shown periods={periods} />
          <SimpleGrid cols={{ base: 1, xs: 3 }} style={{ alignItems: 'end' }}>
            <TextInput
              type="time"
              label={words.first}
              value={start}
              onChange={(event) => setStart(event.currentTarget.value)}
              required
            />
            <NumberInput label={words.length} value={minutes} onChange={setMinutes} min={10} max={180} required />
            <NumberInput label={words.howMany} value={count} onChange={setCount} min={1} max={16} required />
          </SimpleGrid>
          <TextInput
            label={words.breaks}
            description={words.breaksHint}
            value={breaks}
            onChange={(event) => setBreaks(event.currentTarget.value)}
            error={pauses === undefined ? words.breaksWrong : undefined}
          />
          <Group>
            <Button type="submit" variant="default" loading={set.isPending}>
              {words.setTimes}
            </Button>
          </Group>
        </Stack>
      </form>
    </Card>
  );
}

function Shown({ periods }: { readonly periods: readonly Period[] }) {
  const words = useWords().classes;
  if (periods.length === 0) return <Text size="sm">{words.noTimes}</Text>;
  return (
    <Group gap={6} component="ol" p={0} m={0} style={{ listStyle: 'none' }}>
      {periods.map(({ period, start }) => (
        <Text key={period} component="li" size="sm" px={8} py={2} bg="var(--tt-ground)">
          {period} · {start}
        </Text>
      ))}
    </Group>
  );
}
