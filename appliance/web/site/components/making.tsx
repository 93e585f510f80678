import { Card, Progress, Stack, Text, Title } from '@mantine/core';
import { useEffect } from 'react';
import { isOver, useJob } from '../api/watch-job.ts';
import { useWords } from '../words/words.ts';
import { ProblemNote } from './problem.tsx';

/** How far the making of a scheme is, as the server tells it. */
export function Making({ jobId, onDone }: { readonly jobId: string | null; readonly onDone: () => void }) {
  const words = useWords().making;
  return (
    <Card withBorder maw={640}>
      <Stack>
        <Title order={2} size="h4">
          {words.title}
        </Title>
        {jobId === null ? (
          <Progress value={100} animated aria-label={words.title} />
        ) : (
          <Bar jobId={jobId} onDone={onDone} />
        )}
      </Stack>
    </Card>
  );
}

function Bar({ jobId, onDone }: { readonly jobId: string; readonly onDone: () => void }) {
  const words = useWords().making;
  const job = useJob(jobId);
  const over = isOver(job.data);
  useEffect(() => {
    if (over) onDone();
  }, [over, onDone]);
  if (job.isError) return <ProblemNote error={job.error} onRetry={() => job.refetch()} />;
  const { done, total } = job.data ?? { done: 0, total: 0 };
  return (
    <div aria-live="polite">
      <Progress value={total === 0 ? 0 : (100 * done) / total} aria-label={words.title} />
      <Text size="sm" mt="xs">
        {total === 0 ? words.waiting(1) : words.progress(done, total)}
      </Text>
    </div>
  );
}
