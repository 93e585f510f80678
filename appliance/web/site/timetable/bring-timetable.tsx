import { Alert, Button, Card, FileInput, Group, List, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { TimetablePreview } from '../../../features/timetable/import-schema.ts';
import { upload } from '../api/client.ts';
import { ProblemNote } from '../components/problem.tsx';
import { dateHere } from '../words/dates.ts';
import { useWords } from '../words/words.ts';

/** A whole timetable from a spreadsheet: looked at first, then taken in as a whole or not at all. */
export function BringTimetable({ schoolId }: { readonly schoolId: string }) {
  const words = useWords().classes;
  const client = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const [from, setFrom] = useState(dateHere());
  const look = useMutation({
    mutationFn: () => upload<TimetablePreview>(`/schools/${schoolId}/timetable/preview`, file as File),
  });
  const take = useMutation({
    mutationFn: () => upload<TimetablePreview>(`/schools/${schoolId}/timetable/import?from=${from}`, file as File),
    onSuccess: async () => {
      look.reset();
      setFile(null);
      await Promise.all(
        ['classes', 'allocations', 'timetable'].map((key) => client.invalidateQueries({ queryKey: [key] })),
      );
    },
  });
  const told = look.data;
  return (
    <Card withBorder>
      <Stack gap="sm">
        <Title order={2} size="h4">
          {words.bring}
        </Title>
        <Text size="sm" c="dimmed">
          {words.bringHint}
        </Text>
        <FileInput
          label={words.file}
          accept=".csv,.xlsx"
          value={file}
          onChange={(next) => {
            look.reset();
            take.reset();
            setFile(next);
          }}
        />
        <TextInput
          type="date"
          label={words.from}
          value={from}
          onChange={(event) => setFrom(event.currentTarget.value)}
          maw={200}
        />
        {(look.isError || take.isError) && <ProblemNote error={take.error ?? look.error} />}
        {told !== undefined && <Told told={told} />}
        {take.data !== undefined && <Text role="status">{words.taken(take.data.lessons)}</Text>}
        <Group>
          {told?.ok === true ? (
            <Button onClick={() => take.mutate()} loading={take.isPending}>
              {words.take}
            </Button>
          ) : (
            <Button variant="default" onClick={() => look.mutate()} loading={look.isPending} disabled={file === null}>
              {words.look}
            </Button>
          )}
        </Group>
      </Stack>
    </Card>
  );
}

function Told({ told }: { readonly told: TimetablePreview }) {
  const words = useWords().classes;
  return (
    <Alert
      color={told.ok ? 'pine' : 'red'}
      role={told.ok ? 'status' : 'alert'}
      styles={{ message: { color: 'inherit' } }}
    >
      <Text>{words.found(told.lessons, told.classes)}</Text>
      {told.newClasses.length > 0 && <Text size="sm">{words.newClasses(told.newClasses.join(', '))}</Text>}
      <List size="sm" listStyleType="none">
        {told.problems.map(({ row, problem }) => (
          <List.Item key={`${row} ${problem}`}>{words.line(row, problem)}</List.Item>
        ))}
      </List>
    </Alert>
  );
}
