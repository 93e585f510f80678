import { Alert, Button, Group, Loader, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { AcceptedJob } from '../../../features/jobs/schema.ts';
import { call, newIdempotencyKey } from '../api/client.ts';
import { isOver, useJob } from '../api/watch-job.ts';
import { ProblemNote } from '../components/problem.tsx';
import { useWords } from '../words/words.ts';

/** Has the file of the person's own data made, and fetches it. */
export function MyData() {
  const words = useWords().account;
  const make = useMutation({
    mutationFn: () => call<AcceptedJob>('/account/data', { method: 'POST', idempotencyKey: newIdempotencyKey() }),
  });
  if (make.data !== undefined) return <Ready jobId={make.data.jobId} />;
  return (
    <>
      {make.isError && <ProblemNote error={make.error} />}
      <Group>
        <Button variant="default" loading={make.isPending} onClick={() => make.mutate()}>
          {words.dataMake}
        </Button>
      </Group>
    </>
  );
}

function Ready({ jobId }: { readonly jobId: string }) {
  const words = useWords().account;
  const job = useJob(jobId);
  if (job.isError) return <ProblemNote error={job.error} onRetry={() => job.refetch()} />;
  if (isOver(job.data) && job.data?.target == null) {
    return (
      <Alert color="red" variant="light" role="alert" styles={{ message: { color: 'var(--mantine-color-text)' } }}>
        {job.data?.error}
      </Alert>
    );
  }
  if (job.data?.state !== 'completed') {
    return (
      <Group role="status">
        <Loader size="sm" />
        <Text>{words.dataMaking}</Text>
      </Group>
    );
  }
  return (
    <Group role="status">
      <Button component="a" href={`/api/v1/account/data/${job.data.target?.id}`} download>
        {words.dataReady}
      </Button>
    </Group>
  );
}
