import { Button, Card, Group, Loader, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Allocation } from '../../../features/allocations/schema.ts';
import type { Me } from '../../../features/me/schema.ts';
import type { DayTimesAnswer, TimetableAnswer } from '../../../features/timetable/schema.ts';
import { call } from '../api/client.ts';
import { ProblemNote } from '../components/problem.tsx';
import { dateHere } from '../words/dates.ts';
import { useWords } from '../words/words.ts';
import { OwnClass } from './own-class.tsx';
import { PaintWeek } from './paint-week.tsx';
import type { GridLesson } from './week.ts';

type Props = { readonly me: Me; readonly allocations: readonly Allocation[]; readonly onDone: () => void };

/** A teacher's own lessons to fill in, class by class, at all schools; in force from a day on. */
export function OwnLessons({ me, allocations, onDone }: Props) {
  const all = useWords();
  const words = all.timetable;
  const [from, setFrom] = useState(dateHere());
  const [edition, setEdition] = useState(0);
  const weeks = useQueries({
    queries: allocations.map(({ id }) => ({
      queryKey: ['timetable', 'of', id, from],
      queryFn: () => call<TimetableAnswer>(`/timetable?allocationId=${id}&on=${from}`),
      enabled: /^\d{4}-\d\d-\d\d$/.test(from),
      // What is entered is newer than what is read.
      refetchOnWindowFocus: false,
    })),
  });
  const failed = weeks.find(({ isError }) => isError);
  const loaded = new Map(
    allocations.flatMap(({ id }, index): [string, TimetableAnswer][] => {
      const answer = weeks[index]?.data;
      return answer === undefined ? [] : [[id, answer]];
    }),
  );
  return (
    <Stack>
      <Card withBorder>
        <Stack gap="sm">
          <Title order={2} size="h4">
            {words.entering}
          </Title>
          {allocations.length === 0 && <Text>{words.noClasses}</Text>}
          {failed != null && <ProblemNote error={failed.error} onRetry={() => failed.refetch()} />}
          {failed === undefined && loaded.size < allocations.length && <Loader aria-label={all.loading} />}
          {loaded.size > 0 && (
            <Painting
              key={`${from} ${edition}`}
              allocations={allocations.filter(({ id }) => loaded.has(id))}
              loaded={loaded}
              from={from}
              onFrom={setFrom}
              onReload={async () => {
                await Promise.all(weeks.map((week) => week.refetch()));
                setEdition((one) => one + 1);
              }}
            />
          )}
        </Stack>
      </Card>
      <OwnClass me={me} allocations={allocations} />
      <Group>
        <Button variant="default" onClick={onDone}>
          {words.done}
        </Button>
      </Group>
    </Stack>
  );
}

type PaintingProps = {
  readonly allocations: readonly Allocation[];
  readonly loaded: ReadonlyMap<string, TimetableAnswer>;
  readonly from: string;
  readonly onFrom: (from: string) => void;
  /** Takes what the server has instead of what was entered. */
  readonly onReload: () => void;
};

function Painting({ allocations, loaded, from, onFrom, onReload }: PaintingProps) {
  const words = useWords().timetable;
  const client = useQueryClient();
  const [entered, setEntered] = useState<ReadonlyMap<string, readonly GridLesson[]>>(new Map());
  const [brush, setBrush] = useState(allocations[0]?.id ?? '');
  const chosen = allocations.find(({ id }) => id === brush);
  const times = useQuery({
    queryKey: ['day-times', chosen?.schoolId],
    queryFn: () => call<DayTimesAnswer>(`/schools/${chosen?.schoolId}/day-times`),
    enabled: chosen !== undefined,
  });
  const kept = (id: string) => (loaded.get(id)?.lessons ?? []).map(gridLesson);
  const lessonsOf = (id: string) => entered.get(id) ?? kept(id);
  const lessons = allocations.flatMap(({ id }) => lessonsOf(id));
  const changed = allocations.filter(({ id }) => keyOf(lessonsOf(id)) !== keyOf(kept(id)));
  const enter = (next: readonly GridLesson[]) =>
    setEntered(new Map(allocations.map(({ id }) => [id, next.filter((one) => one.allocationId === id)])));
  const save = useMutation({
    mutationFn: async () => {
      for (const { id } of changed) {
        const own = lessonsOf(id).map(({ weekday, period, units }) => ({ weekday, period, units }));
        const body = { version: loaded.get(id)?.version ?? '', from, lessons: own };
        const answer = await call<TimetableAnswer>(`/allocations/${id}/lessons`, { method: 'PUT', body });
        client.setQueryData(['timetable', 'of', id, from], answer);
      }
    },
    onSuccess: () =>
      Promise.all([['timetable', 'me'], ['allocations']].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
  const clashes = [...loaded].flatMap(([, answer]) => answer.clashes);
  const once = new Map(clashes.map((clash) => [`${clash.kind} ${clash.weekday} ${clash.period}`, clash]));
  return (
    <PaintWeek
      words={{ hint: words.hint, brush: words.brush, save: words.save }}
      allocations={allocations}
      named={({ class: klass }) => klass.name}
      brush={brush}
      onBrush={setBrush}
      lessons={lessons}
      onLessons={enter}
      times={times.data?.items ?? []}
      grade={chosen?.class.grade}
      from={from}
      onFrom={onFrom}
      isChanged={changed.length > 0}
      save={save}
      onReload={onReload}
      clashes={[...once.values()]}
    />
  );
}

function gridLesson({ allocationId, weekday, period, units }: GridLesson): GridLesson {
  return { allocationId, weekday, period, units };
}

function keyOf(lessons: readonly GridLesson[]): string {
  return lessons
    .map(({ weekday, period, units }) => `${weekday} ${period} ${units}`)
    .sort()
    .join();
}
