import { Alert, Button, Card, Group, Progress, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { AcceptedReflow, Reflow, ReflowTeacher } from '../../../features/reflows/schema.ts';
import { call, newIdempotencyKey } from '../api/client.ts';
import { isOver, useJob } from '../api/watch-job.ts';
import { ProblemNote } from '../components/problem.tsx';
import { dateHere } from '../words/dates.ts';
import { useWords } from '../words/words.ts';

/** After a change of the calendar: what it moves in the schemes of the school, teacher by teacher, and the moving. */
export function PlaceAnew({ schoolId }: { readonly schoolId: string }) {
  const words = useWords().calendar.placing;
  const [work, setWork] = useState<AcceptedReflow | null>(null);
  const look = useMutation({
    mutationFn: () =>
      call<AcceptedReflow>(`/schools/${schoolId}/reflows`, {
        body: { from: dateHere() },
        idempotencyKey: newIdempotencyKey(),
      }),
    onSuccess: setWork,
  });
  return (
    <Card withBorder component="section" aria-labelledby="place-anew">
      <Stack>
        <div>
          <Title order={2} size="h4" id="place-anew">
            {words.title}
          </Title>
          <Text size="sm">{words.lead}</Text>
        </div>
        {look.isError && <ProblemNote error={look.error} />}
        {work !== null && <Outcome work={work} onMoving={setWork} />}
        <Group>
          <Button variant="default" loading={look.isPending} onClick={() => look.mutate()}>
            {work === null ? words.look : words.again}
          </Button>
        </Group>
      </Stack>
    </Card>
  );
}

type OutcomeProps = { readonly work: AcceptedReflow; readonly onMoving: (work: AcceptedReflow) => void };

function Outcome({ work, onMoving }: OutcomeProps) {
  const words = useWords().calendar.placing;
  const client = useQueryClient();
  const job = useJob(work.jobId);
  const over = isOver(job.data);
  const found = useQuery({
    queryKey: ['reflow', work.reflowId, work.jobId],
    queryFn: () => call<Reflow>(`/reflows/${work.reflowId}`),
    enabled: over,
  });
  const move = useMutation({
    mutationFn: () =>
      call<AcceptedReflow>(`/reflows/${work.reflowId}/move`, { method: 'POST', idempotencyKey: newIdempotencyKey() }),
    onSuccess: onMoving,
  });
  useEffect(() => {
    if (over) void client.invalidateQueries({ queryKey: ['schemes'] });
  }, [over, client]);
  const error = job.error ?? found.error ?? move.error;
  if (error !== null) return <ProblemNote error={error} onRetry={() => found.refetch()} />;
  if (found.data === undefined) {
    const { done, total } = job.data ?? { done: 0, total: 0 };
    return (
      <div aria-live="polite">
        <Progress value={total === 0 ? 0 : (100 * done) / total} animated aria-label={words.title} />
        <Text size="sm" mt="xs">
          {words.progress(done, total)}
        </Text>
      </div>
    );
  }
  const { stage, teachers, problem } = found.data;
  const all = teachers.flatMap(({ schemes }) => schemes);
  const moving = all.filter(({ state }) => state === 'moves');
  return (
    <Stack>
      <Alert
        role="status"
        color={stage === 'stopped' ? 'red' : stage === 'moved' ? 'green' : 'blue'}
        variant="light"
        styles={{ message: { color: 'var(--mantine-color-text)' } }}
      >
        {stage === 'stopped' && problem}
        {stage === 'moved' && words.moved(all.filter(({ state }) => state === 'moved').length)}
        {stage === 'looked' && words.looked(moving.length, all.length, sum(moving.map(({ moves }) => moves)))}
      </Alert>
      <Teachers teachers={teachers} />
      {stage === 'looked' && moving.length > 0 && (
        <Group>
          <Button loading={move.isPending} onClick={() => move.mutate()}>
            {words.move(moving.length)}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

/** Only schemes of which there is something to say: the others are as they were. */
function Teachers({ teachers }: { readonly teachers: readonly ReflowTeacher[] }) {
  const all = useWords();
  const words = all.calendar.placing;
  const told = teachers
    .map((teacher) => ({ ...teacher, schemes: teacher.schemes.filter(({ state }) => state !== 'same') }))
    .filter(({ schemes }) => schemes.length > 0);
  if (told.length === 0) return null;
  return (
    <Stack gap="sm" role="list" aria-label={words.byTeacher}>
      {told.map(({ id, fullName, schemes }) => (
        <Group key={id} align="start" gap="xs" role="listitem">
          <Text fw={700} w={200}>
            {fullName}
          </Text>
          <Stack gap={6} flex="1 1 240px">
            {schemes.map((one) => (
              <div key={one.schemeId}>
                <Text size="sm" fw={600}>
                  {words.scheme(one.learningArea, one.className, all.calendar.term(one.term.number))}
                </Text>
                <Text size="sm">
                  {words.states[one.state](one.moves)}
                  {one.carriedOver > 0 && ` ${words.carriedOver(one.carriedOver)}`}
                  {one.shortened > 0 && ` ${words.shortened(one.shortened)}`}
                </Text>
              </div>
            ))}
          </Stack>
        </Group>
      ))}
    </Stack>
  );
}

function sum(values: readonly number[]): number {
  return values.reduce((whole, value) => whole + value, 0);
}
