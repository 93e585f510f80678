import { Card, Loader, Stack, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Allocation } from '../../../features/allocations/schema.ts';
import type { DayTimesAnswer, TimetableAnswer } from '../../../features/timetable/schema.ts';
import { call } from '../api/client.ts';
import { ProblemNote } from '../components/problem.tsx';
import { dateHere } from '../words/dates.ts';
import { useWords } from '../words/words.ts';
import { PaintWeek } from './paint-week.tsx';
import type { GridLesson } from './week.ts';

type Props = {
  readonly classId: string;
  readonly schoolId: string;
  readonly grade: string | undefined;
  readonly allocations: readonly Allocation[];
};

/** The week of a class to fill in: choose what, then press where. Saved as a whole, from a day on. */
export function ClassWeek({ classId, schoolId, grade, allocations }: Props) {
  const all = useWords();
  const words = all.classes;
  const client = useQueryClient();
  const [from, setFrom] = useState(dateHere());
  const week = useQuery({
    queryKey: ['timetable', classId, from],
    queryFn: () => call<TimetableAnswer>(`/timetable?classId=${classId}&on=${from}`),
    enabled: /^\d{4}-\d\d-\d\d$/.test(from),
  });
  const times = useQuery({
    queryKey: ['day-times', schoolId],
    queryFn: () => call<DayTimesAnswer>(`/schools/${schoolId}/day-times`),
  });
  const [lessons, setLessons] = useState<GridLesson[]>([]);
  const [isChanged, setChanged] = useState(false);
  const [brush, setBrush] = useState(allocations[0]?.id ?? '');
  const loaded = week.data;
  useEffect(() => {
    if (loaded === undefined) return;
    setLessons(
      loaded.lessons.map(({ allocationId, weekday, period, units }) => ({ allocationId, weekday, period, units })),
    );
    setChanged(false);
  }, [loaded]);
  const save = useMutation({
    mutationFn: () =>
      call<TimetableAnswer>(`/classes/${classId}/timetable`, {
        method: 'PUT',
        body: { version: loaded?.version ?? '', from, lessons },
      }),
    onSuccess: async (answer) => {
      client.setQueryData(['timetable', classId, from], answer);
      await client.invalidateQueries({ queryKey: ['allocations'] });
    },
  });
  if (week.isError) return <ProblemNote error={week.error} onRetry={() => week.refetch()} />;
  if (loaded === undefined) return <Loader aria-label={all.loading} />;
  return (
    <Card withBorder>
      <Stack gap="sm">
        <Title order={2} size="h4">
          {words.week}
        </Title>
        <PaintWeek
          words={{ hint: words.weekHint, brush: words.brush, save: words.saveWeek }}
          allocations={allocations}
          named={({ teacher }) => teacher.fullName}
          brush={brush}
          onBrush={setBrush}
          lessons={lessons}
          onLessons={(next) => {
            setLessons(next);
            setChanged(true);
          }}
          times={times.data?.items ?? []}
          grade={grade}
          from={from}
          onFrom={setFrom}
          isChanged={isChanged}
          save={save}
          clashes={loaded.clashes}
        />
      </Stack>
    </Card>
  );
}
