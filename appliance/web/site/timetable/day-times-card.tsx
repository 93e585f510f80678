import { Button, Card, Group, NumberInput, Select, SimpleGrid, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { DayTimesAnswer, Period } from '../../../features/timetable/schema.ts';
import { call } from '../api/client.ts';
import { ProblemNote } from '../components/problem.tsx';
import { useWords } from '../words/words.ts';
import { breaksOf, dayOf } from './day.ts';
import { useGrades } from './kept-schools.ts';

/** Sets the times of a school's day, of all grades or of one, from four numbers. */
export function DayTimesCard({ schoolId }: { readonly schoolId: string }) {
  const words = useWords().classes;
  const client = useQueryClient();
  const known = useGrades();
  const path = `/schools/${schoolId}/day-times`;
  const times = useQuery({ queryKey: ['day-times', schoolId], queryFn: () => call<DayTimesAnswer>(path) });
  const [grade, setGrade] = useState('');
  const items = times.data?.items ?? [];
  const own = items.find((one) => one.grade === grade);
  const set = useMutation({
    mutationFn: (periods: readonly Period[]) => {
      const others = items.filter((one) => one.grade !== grade);
      const next = periods.length === 0 ? others : [...others, { grade, periods }];
      return call<DayTimesAnswer>(path, { method: 'PUT', body: { items: next } });
    },
    onSuccess: (answer) => client.setQueryData(['day-times', schoolId], answer),
  });
  const grades = [...new Set([...known, ...items.flatMap((one) => (one.grade === '' ? [] : [one.grade]))])];
  const choices = grades.map((value) => ({
    value,
    label: items.some((one) => one.grade === value) ? words.ownTimes(value) : value,
  }));
  return (
    <Card withBorder>
      <Stack gap="sm">
        <Title order={2} size="h4">
          {words.times}
        </Title>
        <Text size="sm" c="dimmed">
          {words.timesHint}
        </Text>
        {times.isError && <ProblemNote error={times.error} onRetry={() => times.refetch()} />}
        {set.isError && <ProblemNote error={set.error} />}
        <Select
          label={words.timesOf}
          data={[{ value: '', label: words.allGrades }, ...choices]}
          value={grade}
          onChange={(next) => setGrade(next ?? '')}
          allowDeselect={false}
        />
        <Shown periods={own?.periods ?? items.find((one) => one.grade === '')?.periods ?? []} />
        {grade !== '' && own === undefined && <Text size="sm">{words.shares}</Text>}
        <DayForm key={grade} isBusy={set.isPending || !times.isSuccess} onSet={(periods) => set.mutate(periods)} />
        {grade !== '' && own !== undefined && (
          <Group>
            <Button variant="default" onClick={() => set.mutate([])}>
              {words.share}
            </Button>
          </Group>
        )}
      </Stack>
    </Card>
  );
}

type DayFormProps = { readonly isBusy: boolean; readonly onSet: (periods: readonly Period[]) => void };

function DayForm({ isBusy, onSet }: DayFormProps) {
  const words = useWords().classes;
  const [start, setStart] = useState('08:20');
  const [minutes, setMinutes] = useState<string | number>(35);
  const [count, setCount] = useState<string | number>(8);
  const [breaks, setBreaks] = useState('2: 20, 4: 30');
  const pauses = breaksOf(breaks);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (pauses === undefined) return;
    onSet(dayOf({ start, minutes: Number(minutes), count: Number(count), breaks: pauses }));
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
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
          <Button type="submit" variant="default" loading={isBusy}>
            {words.setTimes}
          </Button>
        </Group>
      </Stack>
    </form>
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
