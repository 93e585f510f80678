import { Button, Card, Group, Select, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Allocation } from '../../../features/allocations/schema.ts';
import type { LessonRulesAnswer } from '../../../features/lesson-rules/schema.ts';
import type { PeopleAnswer } from '../../../features/people/schema.ts';
import { call } from '../api/client.ts';
import { ProblemNote } from '../components/problem.tsx';
import { useWords } from '../words/words.ts';
import { useLearningAreas } from './kept-schools.ts';

type Props = {
  readonly classId: string;
  readonly schoolId: string;
  readonly grade: string;
  readonly allocations: readonly Allocation[];
};

/** What is taught to the class and by whom: to add, to hand over, to take away. */
export function ClassTeachers({ classId, schoolId, grade, allocations }: Props) {
  const words = useWords().classes;
  const client = useQueryClient();
  const people = useQuery({
    queryKey: ['people', schoolId, 'all'],
    queryFn: () => call<PeopleAnswer>(`/people?schoolId=${schoolId}&limit=200`),
  });
  const rules = useQuery({
    queryKey: ['lesson-rules', schoolId],
    queryFn: () => call<LessonRulesAnswer>(`/lesson-rules?schoolId=${schoolId}`),
  });
  const listed = (people.data?.items ?? []).map(({ id, fullName }) => [id, fullName] as const);
  const taught = allocations.map(({ teacher }) => [teacher.id, teacher.fullName] as const);
  const teachers = [...new Map([...taught, ...listed])].map(([value, label]) => ({ value, label }));
  const changed = () =>
    Promise.all([['allocations'], ['timetable']].map((queryKey) => client.invalidateQueries({ queryKey })));
  const handOver = useMutation({
    mutationFn: ({ id, teacherId }: { id: string; teacherId: string }) =>
      call(`/allocations/${id}`, { method: 'PATCH', body: { teacherId } }),
    onSuccess: changed,
  });
  const takeAway = useMutation({
    mutationFn: (id: string) => call(`/allocations/${id}`, { method: 'DELETE' }),
    onSuccess: changed,
  });
  const wanted = (area: string) =>
    rules.data?.items.find((one) => one.grade === grade && one.learningArea === area)?.lessonsPerWeek;
  return (
    <Card withBorder>
      <Stack gap="sm">
        <Title order={2} size="h4">
          {words.taught}
        </Title>
        {allocations.length === 0 && <Text>{words.noAllocations}</Text>}
        {(handOver.isError || takeAway.isError) && <ProblemNote error={handOver.error ?? takeAway.error} />}
        <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
          {allocations.map(({ id, learningArea, teacher, lessons }) => (
            <Group key={id} gap="xs" align="end" wrap="nowrap">
              <Select
                style={{ flex: 1, minWidth: 0 }}
                label={learningArea.name}
                aria-label={words.handOver(learningArea.name)}
                description={words.perWeek(
                  lessons.reduce((sum, one) => sum + one.units, 0),
                  wanted(learningArea.name),
                )}
                data={teachers}
                value={teacher.id}
                onChange={(next) => next !== null && handOver.mutate({ id, teacherId: next })}
                allowDeselect={false}
                searchable
              />
              <Button
                variant="default"
                aria-label={words.takeAway(learningArea.name)}
                onClick={() => takeAway.mutate(id)}
                px="xs"
              >
                ✕
              </Button>
            </Group>
          ))}
        </SimpleGrid>
        <Give classId={classId} grade={grade} teachers={teachers} onGiven={changed} />
      </Stack>
    </Card>
  );
}

type GiveProps = {
  readonly classId: string;
  readonly grade: string;
  readonly teachers: readonly { readonly value: string; readonly label: string }[];
  readonly onGiven: () => Promise<unknown>;
};

function Give({ classId, grade, teachers, onGiven }: GiveProps) {
  const words = useWords().classes;
  const areas = useLearningAreas();
  const [areaId, setAreaId] = useState<string | null>(null);
  const [teacherId, setTeacherId] = useState<string | null>(null);
  const give = useMutation({
    mutationFn: () => call('/allocations', { body: { classId, learningAreaId: areaId, teacherId } }),
    onSuccess: () => {
      setAreaId(null);
      return onGiven();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (areaId !== null && teacherId !== null) give.mutate();
  };
  const ofGrade = (areas.data?.items ?? []).filter((one) => one.grade === grade);
  return (
    <form onSubmit={submit}>
      {give.isError && <ProblemNote error={give.error} />}
      <Group align="end" gap="sm">
        <Select
          label={words.area}
          data={ofGrade.map(({ id, name }) => ({ value: id, label: name }))}
          value={areaId}
          onChange={setAreaId}
          searchable
          required
        />
        <Select
          label={words.teacher}
          data={[...teachers]}
          value={teacherId}
          onChange={setTeacherId}
          searchable
          required
        />
        <Button type="submit" loading={give.isPending}>
          {words.give}
        </Button>
      </Group>
    </form>
  );
}
