import { Alert, Button, Card, Group, Loader, Stack, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { AcceptedSlips, PrintSlipsRequest, Slips as SlipSheet } from '../../../features/slips/schema.ts';
import { call, newIdempotencyKey } from '../api/client.ts';
import { isOver, useJob } from '../api/watch-job.ts';
import { useWords } from '../words/words.ts';
import { ProblemNote } from './problem.tsx';

/** Makes sign-in slips, shows them once for printing, and deletes them then. */
export function Slips({ request }: { readonly request: PrintSlipsRequest }) {
  const words = useWords().slips;
  const [jobId, setJobId] = useState<string | undefined>();
  const make = useMutation({
    mutationFn: () => call<AcceptedSlips>('/slips', { body: request, idempotencyKey: newIdempotencyKey() }),
    onSuccess: (accepted) => setJobId(accepted.jobId),
  });
  return (
    <Card withBorder maw={640}>
      <Stack gap="sm">
        <Text>{words.why}</Text>
        {make.isError && <ProblemNote error={make.error} />}
        {jobId === undefined ? (
          <Group>
            <Button onClick={() => make.mutate()} loading={make.isPending}>
              {words.make}
            </Button>
          </Group>
        ) : (
          <Making jobId={jobId} />
        )}
      </Stack>
    </Card>
  );
}

function Making({ jobId }: { readonly jobId: string }) {
  const words = useWords().slips;
  const job = useJob(jobId);
  const id = job.data?.state === 'completed' ? job.data.target?.id : undefined;
  const sheet = useQuery({
    queryKey: ['slips', id],
    queryFn: () => call<SlipSheet>(`/slips/${id}`),
    enabled: id !== undefined,
  });
  const printed = useMutation({ mutationFn: () => call<undefined>(`/slips/${id}`, { method: 'DELETE' }) });
  if (job.isError) return <ProblemNote error={job.error} onRetry={() => job.refetch()} />;
  if (isOver(job.data) && job.data?.error != null) {
    return (
      <Alert color="red" variant="light" role="alert" styles={{ message: { color: 'var(--mantine-color-text)' } }}>
        {job.data.error}
      </Alert>
    );
  }
  if (printed.isSuccess) return <Text role="status">{words.gone}</Text>;
  if (sheet.data === undefined) {
    return (
      <Group role="status">
        <Loader size="sm" />
        <Text>{words.making}</Text>
      </Group>
    );
  }
  return (
    <Stack gap="sm" role="status">
      <Text fw={600}>{words.ready(sheet.data.people)}</Text>
      {printed.isError && <ProblemNote error={printed.error} />}
      <Group>
        <Button component="a" href={`/api/v1/slips/${sheet.data.id}/pdf`} target="_blank" rel="noreferrer">
          {words.open}
        </Button>
        <Button variant="default" loading={printed.isPending} onClick={() => printed.mutate()}>
          {words.printed}
        </Button>
      </Group>
    </Stack>
  );
}
