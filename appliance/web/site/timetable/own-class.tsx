import { Button, Card, Group, Select, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Allocation } from '../../../features/allocations/schema.ts';
import type { ClassesAnswer } from '../../../features/classes/schema.ts';
import type { Me } from '../../../features/me/schema.ts';
import { call } from '../api/client.ts';
import { ProblemNote } from '../components/problem.tsx';
import { useWords } from '../words/words.ts';
import { useLearningAreas } from './kept-schools.ts';

/** Takes on a class and learning area that one teaches. */
export function OwnClass({ me, allocations }: { readonly me: Me; readonly allocations: readonly Allocation[] }) {
  const words = useWords().timetable;
  const client = useQueryClient();
  const schools = new Map(
    me.memberships.flatMap(({ role, school }) =>
      role === 'teacher' && school !== null ? [[school.id, school.name] as const] : [],
    ),
  );
  const [schoolId, setSchool] = useState([...schools.keys()][0]);
  const [classId, setClass] = useState<string | null>(null);
  const [areaId, setArea] = useState<string | null>(null);
  const classes = useQuery({
    queryKey: ['classes', schoolId],
    queryFn: () => call<ClassesAnswer>(`/classes?schoolId=${schoolId}`),
    enabled: schoolId !== undefined,
  });
  const areas = useLearningAreas();
  const add = useMutation({
    mutationFn: () => call<Allocation>('/allocations', { body: { classId, learningAreaId: areaId, teacherId: 'me' } }),
    onSuccess: () => {
      setArea(null);
      return client.invalidateQueries({ queryKey: ['allocations'] });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (classId !== null && areaId !== null) add.mutate();
  };
  const klass = classes.data?.items.find(({ id }) => id === classId);
  const taken = new Set(allocations.flatMap((one) => (one.class.id === classId ? [one.learningArea.id] : [])));
  const open = (areas.data?.items ?? []).filter(({ id, grade }) => grade === klass?.grade && !taken.has(id));
  if (schoolId === undefined) return null;
  return (
    <Card withBorder maw={640}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Title order={2} size="h4">
            {words.add}
          </Title>
          <Text size="sm" c="dimmed">
            {words.addHint}
          </Text>
          {classes.isError && <ProblemNote error={classes.error} onRetry={() => classes.refetch()} />}
          {add.isError && <ProblemNote error={add.error} />}
          {schools.size > 1 && (
            <Select
              label={words.school}
              data={[...schools].map(([value, label]) => ({ value, label }))}
              value={schoolId}
              onChange={(next) => {
                setSchool(next ?? schoolId);
                setClass(null);
                setArea(null);
              }}
              allowDeselect={false}
            />
          )}
          {classes.data?.items.length === 0 ? (
            <Text>{words.none}</Text>
          ) : (
            <>
              <Select
                label={words.klass}
                data={(classes.data?.items ?? []).map(({ id, name, grade }) => ({
                  value: id,
                  label: `${name} · ${grade}`,
                }))}
                value={classId}
                onChange={(next) => {
                  setClass(next);
                  setArea(null);
                }}
                searchable
                required
              />
              <Select
                label={words.area}
                data={open.map(({ id, name }) => ({ value: id, label: name }))}
                value={areaId}
                onChange={setArea}
                disabled={classId === null}
                searchable
                required
              />
              <Group>
                <Button type="submit" variant="default" loading={add.isPending} disabled={areaId === null}>
                  {words.give}
                </Button>
              </Group>
            </>
          )}
        </Stack>
      </form>
    </Card>
  );
}
