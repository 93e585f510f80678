import { Button, Card, Group, Loader, Select, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Link } from 'wouter';
import type { ClassesAnswer } from '../../../features/classes/schema.ts';
import { call } from '../api/client.ts';
import { PageHead } from '../components/page-head.tsx';
import { ProblemNote } from '../components/problem.tsx';
import type { PageProps } from '../pages.tsx';
import { BringTimetable } from '../timetable/bring-timetable.tsx';
import { type ClassDraft, ClassFields, classBody } from '../timetable/class-fields.tsx';
import { DayTimesCard } from '../timetable/day-times-card.tsx';
import { useKeptSchools } from '../timetable/kept-schools.ts';
import { useWords } from '../words/words.ts';

/** The classes of a school, for whoever keeps its timetable. */
export function Classes({ me }: PageProps) {
  const all = useWords();
  const words = all.classes;
  const schools = useKeptSchools(me);
  const [chosen, setChosen] = useState<string | null>(null);
  const schoolId = chosen ?? schools[0]?.value;
  const classes = useQuery({
    queryKey: ['classes', schoolId],
    queryFn: () => call<ClassesAnswer>(`/classes?schoolId=${schoolId}`),
    enabled: schoolId !== undefined,
  });
  return (
    <Stack>
      <PageHead
        title={words.title}
        lead={words.lead}
        actions={
          schoolId !== undefined && (
            <Button component={Link} href={`/classes/rules?school=${schoolId}`} variant="default">
              {all.lessonRules.link}
            </Button>
          )
        }
      />
      {schools.length > 1 && (
        <Select
          label={words.school}
          data={schools}
          value={schoolId ?? null}
          onChange={setChosen}
          allowDeselect={false}
          searchable
          maw={420}
        />
      )}
      {classes.isLoading && <Loader aria-label={all.loading} />}
      {classes.isError && <ProblemNote error={classes.error} onRetry={() => classes.refetch()} />}
      {classes.data?.items.length === 0 && <Text>{words.empty}</Text>}
      <SimpleGrid cols={{ base: 1, xs: 2, md: 3, lg: 4 }}>
        {classes.data?.items.map((one) => (
          <Card key={one.id} withBorder component={Link} href={`/classes/${one.id}?school=${schoolId}`}>
            <Text fw={600}>{one.name}</Text>
            <Text size="sm">{one.grade}</Text>
            {one.boys + one.girls > 0 && (
              <Text size="sm" c="dimmed">
                {words.learners(one.boys, one.girls)}
              </Text>
            )}
          </Card>
        ))}
      </SimpleGrid>
      {schoolId !== undefined && (
        <SimpleGrid cols={{ base: 1, md: 2 }} key={schoolId}>
          <AddClass schoolId={schoolId} />
          <DayTimesCard schoolId={schoolId} />
          <BringTimetable schoolId={schoolId} />
        </SimpleGrid>
      )}
    </Stack>
  );
}

function AddClass({ schoolId }: { readonly schoolId: string }) {
  const words = useWords().classes;
  const client = useQueryClient();
  const [draft, setDraft] = useState<ClassDraft>({ grade: null, name: '', boys: 0, girls: 0 });
  const add = useMutation({
    mutationFn: () => call('/classes', { body: { schoolId, ...classBody(draft) } }),
    onSuccess: () => {
      setDraft({ ...draft, name: '' });
      return client.invalidateQueries({ queryKey: ['classes'] });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate();
  };
  return (
    <Card withBorder>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Title order={2} size="h4">
            {words.add}
          </Title>
          {add.isError && <ProblemNote error={add.error} />}
          <ClassFields value={draft} onChange={setDraft} />
          <Group>
            <Button type="submit" loading={add.isPending}>
              {words.add}
            </Button>
          </Group>
        </Stack>
      </form>
    </Card>
  );
}
