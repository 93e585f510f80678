import { Alert, Button, Text } from '@mantine/core';
import { ApiError } from '../api/client.ts';
import { useFirstWords } from '../words/words.ts';

/** Codes that alone do not say enough: the server's sentence tells what of many it was. */
const told: readonly string[] = ['conflict', 'not-allowed'];

/** What went wrong, in words, with what to do. */
export function ProblemNote({ error, onRetry }: { readonly error: unknown; readonly onRetry?: () => void }) {
  const words = useFirstWords();
  const known = error instanceof ApiError ? error : undefined;
  const code = known?.code ?? 'internal';
  const issues = known?.problem?.issues ?? [];
  return (
    <Alert color="red" variant="light" role="alert" styles={{ message: { color: 'inherit' } }}>
      <Text>{words.problems[code]}</Text>
      {told.includes(code) && known?.problem !== undefined && <Text size="sm">{known.problem.detail}</Text>}
      {issues.map((issue) => (
        <Text size="sm" key={issue.path + issue.message}>
          {issue.path.replace(/^body\./, '')}: {issue.message}
        </Text>
      ))}
      {code === 'internal' && known?.problem !== undefined && (
        <Text size="sm">{words.problemReference(known.problem.requestId)}</Text>
      )}
      {onRetry !== undefined && (
        <Button mt="sm" size="xs" variant="default" onClick={onRetry}>
          {words.retry}
        </Button>
      )}
    </Alert>
  );
}
