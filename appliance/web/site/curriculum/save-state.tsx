import { Alert, Button, Group, Text } from '@mantine/core';
import { ProblemNote } from '../components/problem.tsx';
import { useWords } from '../words/words.ts';
import type { Saving } from './use-autosave.ts';

/** Whether what was written is saved; in a conflict the choice between the two texts. */
export function SaveState({
  state,
  error,
  isConflict,
  keepMine,
  takeTheirs,
  retry,
  theirs,
}: Saving & { readonly theirs: string }) {
  const words = useWords().curriculum;
  if (isConflict) {
    return (
      <Alert color="yellow" title={words.conflict} role="alert" w="100%" styles={{ message: { color: 'inherit' } }}>
        <Text size="sm">{words.conflictHint}</Text>
        <Text size="sm" fw={600} mt="xs">
          {words.theirText}
        </Text>
        <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {theirs}
        </Text>
        <Group mt="xs">
          <Button size="xs" onClick={keepMine}>
            {words.mine}
          </Button>
          <Button size="xs" variant="default" onClick={takeTheirs}>
            {words.theirs}
          </Button>
        </Group>
      </Alert>
    );
  }
  if (error !== null) return <ProblemNote error={error} onRetry={retry} />;
  return (
    <Text size="sm" c="dimmed" role="status" miw={110}>
      {state === 'untouched' ? '' : words[state]}
    </Text>
  );
}
