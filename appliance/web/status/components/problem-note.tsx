import { Alert, Button, Text } from '@mantine/core';
import { ApiError } from '../api.ts';
import { useWords, type Words } from '../words/words.ts';

/** What went wrong, in words. */
export function ProblemNote({ error, onRetry }: { readonly error: unknown; readonly onRetry?: () => void }) {
  const words = useWords();
  const known = error instanceof ApiError ? error : undefined;
  const said = words.problems[known?.code as keyof Words['problems']] ?? words.problems.other;
  return (
    <Alert color="red" variant="light" role="alert" styles={{ message: { color: 'inherit' } }}>
      <Text>{said}</Text>
      {(known?.problem?.issues ?? []).map((issue) => (
        <Text size="sm" key={issue.path + issue.message}>
          {issue.message}
        </Text>
      ))}
      {known?.problem !== undefined && <Text size="sm">{words.reference(known.problem.requestId)}</Text>}
      {onRetry !== undefined && (
        <Button mt="sm" size="xs" variant="default" onClick={onRetry}>
          {words.retry}
        </Button>
      )}
    </Alert>
  );
}
