import { Alert, Button, Card, FileInput, Group, List, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { AreaVersion, PreviewAnswer } from '../../../features/curriculum/versions-schema.ts';
import { upload } from '../api/client.ts';
import { ProblemNote } from '../components/problem.tsx';
import { useWords } from '../words/words.ts';
import { DiffList } from './diff-list.tsx';

/** A file is looked at first: what it holds, what was assumed, what it would change; then taken in as a draft. */
export function BringFile({ onDone }: { readonly onDone: () => void }) {
  const words = useWords().curriculum;
  const client = useQueryClient();
  const [, go] = useLocation();
  const [file, setFile] = useState<File | null>(null);
  const [grade, setGrade] = useState('');
  const [subject, setSubject] = useState('');
  const query = () => {
    const told = { fileName: file?.name ?? '', grade: grade.trim(), subject: subject.trim() };
    return new URLSearchParams(Object.entries(told).filter(([, value]) => value !== '')).toString();
  };
  const look = useMutation({
    mutationFn: () => upload<PreviewAnswer>(`/curriculum/preview?${query()}`, file as File),
  });
  const take = useMutation({
    mutationFn: () => upload<AreaVersion>(`/curriculum/import?${query()}`, file as File),
    onSuccess: async (draft) => {
      await client.invalidateQueries({ queryKey: ['curriculum'] });
      go(`/curriculum/${draft.id}`);
    },
  });
  const told = look.data;
  const again = (change: () => void) => {
    look.reset();
    change();
  };
  return (
    <Card withBorder>
      <Stack gap="sm" maw={760}>
        <Title order={2} size="h4">
          {words.bring}
        </Title>
        <Text size="sm" c="dimmed">
          {words.bringHint}
        </Text>
        <FileInput
          label={words.file}
          accept=".json,.csv,.xlsx"
          value={file}
          onChange={(next) => again(() => setFile(next))}
          clearable
          clearButtonProps={{ 'aria-label': words.clearFile }}
        />
        <Group grow>
          <TextInput
            label={words.grade}
            value={grade}
            onChange={(event) => again(() => setGrade(event.currentTarget.value))}
            maxLength={40}
          />
          <TextInput
            label={words.subject}
            value={subject}
            onChange={(event) => again(() => setSubject(event.currentTarget.value))}
            maxLength={120}
          />
        </Group>
        {(look.isError || take.isError) && <ProblemNote error={take.error ?? look.error} />}
        {told !== undefined && <Preview told={told} />}
        <Group>
          {told?.ok === true ? (
            <Button onClick={() => take.mutate()} loading={take.isPending}>
              {words.take}
            </Button>
          ) : (
            <Button onClick={() => look.mutate()} loading={look.isPending} disabled={file === null}>
              {words.look}
            </Button>
          )}
          <Button variant="default" onClick={onDone}>
            {words.cancel}
          </Button>
        </Group>
      </Stack>
    </Card>
  );
}

function Preview({ told }: { readonly told: PreviewAnswer }) {
  const words = useWords().curriculum;
  if (!told.ok) {
    return (
      <Alert color="red" title={words.refused} role="alert" styles={{ message: { color: 'inherit' } }}>
        <List size="sm" spacing={4}>
          {told.errors.map(({ place, problem }) => (
            <List.Item key={place + problem} style={{ overflowWrap: 'anywhere' }}>
              {place === '' ? problem : `${place}: ${problem}`}
            </List.Item>
          ))}
        </List>
      </Alert>
    );
  }
  return (
    <Stack gap="xs" role="status">
      <Text fw={600}>{words.good(told.subject ?? '', told.grade ?? '')}</Text>
      <Text size="sm">{words.counts(told.strands, told.subStrands, told.outcomes, told.lessons)}</Text>
      <Text fw={600} size="sm">
        {told.assumptions.length === 0 ? words.nothingAssumed : words.assumed}
      </Text>
      {told.assumptions.length > 0 && (
        <List size="sm">
          {told.assumptions.map((one) => (
            <List.Item key={one} style={{ overflowWrap: 'anywhere' }}>
              {one}
            </List.Item>
          ))}
        </List>
      )}
      <Text fw={600} size="sm">
        {told.replaces === null ? words.isNew : words.replaces(told.replaces.version)}
      </Text>
      {told.diff !== null && <DiffList diff={told.diff} />}
    </Stack>
  );
}
