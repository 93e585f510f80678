import { Group, Text } from '@mantine/core';
import { useWords } from '../words/words.ts';
import type { Snapshot } from './autosave.ts';

const marks = { saved: '✓', saving: '…', device: '⚠', conflict: '!', refused: '!', 'signed-out': '⚠' } as const;

/** Whether what was typed is on the server, on this device, or needs a decision. */
export function SaveNote({ state, pending, lasting }: Pick<Snapshot, 'state' | 'pending' | 'lasting'>) {
  const words = useWords().editing;
  const text = state === 'device' && !lasting ? words.states.page : words.states[state];
  return (
    <Group gap={6} wrap="nowrap" role="status" aria-live="polite" data-save-state={state}>
      <Text component="span" aria-hidden fw={700}>
        {marks[state]}
      </Text>
      <Text component="span" size="sm">
        {pending > 1 && state !== 'saved' ? `${text} (${pending})` : text}
      </Text>
    </Group>
  );
}
