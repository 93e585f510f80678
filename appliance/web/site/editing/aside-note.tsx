import { Alert, Button, Group, Text } from '@mantine/core';
import { useWords } from '../words/words.ts';
import type { Aside, PlanValue } from './section-edit.ts';

type AsideNoteProps = { readonly aside: Aside; readonly onKeep: (whose: 'mine' | 'theirs') => void };

/** Why what was typed in a section is not saved, and what the person can do about it. */
export function AsideNote({ aside, onKeep }: AsideNoteProps) {
  const { plans: words, editing } = useWords();
  const isChanged = aside.reason === 'changed';
  // What is too long is sent again by itself as soon as it is changed.
  const isSentByHand = aside.reason !== 'not-taken';
  return (
    <Alert color="yellow" role="alert" mt="xs">
      <Text size="sm">{isChanged ? words.conflict : words.refused[aside.reason]}</Text>
      {isChanged && (
        <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {asLines(aside.theirs)}
        </Text>
      )}
      <Group gap="xs" mt="xs">
        {isSentByHand && (
          <Button size="xs" onClick={() => onKeep('mine')}>
            {isChanged ? editing.keepMine : words.sendAgain}
          </Button>
        )}
        <Button size="xs" variant="default" onClick={() => onKeep('theirs')}>
          {isChanged ? editing.keepTheirs : words.letGo}
        </Button>
      </Group>
    </Alert>
  );
}

function asLines(value: PlanValue): string {
  if (typeof value === 'string') return value;
  return value.map((one) => (typeof one === 'string' ? one : `${one.minutes} min: ${one.text}`)).join('\n');
}
