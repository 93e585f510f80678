import { Alert, Button, Group, SimpleGrid, Stack, Text } from '@mantine/core';
import type { SchemeColumn } from '../../../features/schemes/schema.ts';
import { useWords } from '../words/words.ts';
import type { Conflict } from './conflict.ts';

type ConflictsProps = {
  readonly conflicts: readonly Conflict[];
  readonly columns: readonly SchemeColumn[];
  readonly onDecide: (conflict: Conflict, keep: 'mine' | 'theirs') => void;
};

/** Both texts beside each other; the person chooses. */
export function Conflicts({ conflicts, columns, onDecide }: ConflictsProps) {
  const words = useWords().editing;
  if (conflicts.length === 0) return null;
  return (
    <Alert color="yellow" title={words.conflict} role="alert" styles={{ title: { color: 'inherit' } }}>
      <Stack gap="md">
        {conflicts.map((conflict) => (
          <div key={conflict.edit.clientOpId + conflict.cell}>
            <Text fw={600} size="sm">
              {columns.find(({ cell }) => cell === conflict.cell)?.label ?? conflict.cell}
            </Text>
            <SimpleGrid cols={{ base: 1, sm: 2 }} my={4}>
              <Version name={words.mine} text={conflict.mine} />
              <Version name={words.theirs} text={conflict.theirs} />
            </SimpleGrid>
            <Group gap="xs">
              <Button size="xs" onClick={() => onDecide(conflict, 'mine')}>
                {words.keepMine}
              </Button>
              <Button size="xs" variant="default" onClick={() => onDecide(conflict, 'theirs')}>
                {words.keepTheirs}
              </Button>
            </Group>
          </div>
        ))}
      </Stack>
    </Alert>
  );
}

function Version({ name, text }: { readonly name: string; readonly text: string }) {
  return (
    <div>
      <Text size="xs">{name}</Text>
      <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        {text === '' ? '–' : text}
      </Text>
    </div>
  );
}
