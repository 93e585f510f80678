import { Anchor, Badge, Button, Card, Checkbox, Group, Stack, Text } from '@mantine/core';
import { Link } from 'wouter';
import type { WeekOfRecord } from '../../../features/record-checks/schema.ts';
import { useWords } from '../words/words.ts';
import { CheckNote } from './check-note.tsx';

type Props = {
  readonly one: WeekOfRecord;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
  readonly onTakeBack: () => void;
};

/** What one class's record has for the week, and who has looked at it. */
export function WeekRecordCard({ one, isChosen, onChoose, onTakeBack }: Props) {
  const words = useWords().recordChecks;
  const name = `${one.learningArea}, ${one.className}`;
  const missing = one.due !== null && one.written < one.due;
  // Nothing was due, so nothing that is missing; and nothing that is complete.
  const isEmpty = one.written === 0;
  const facts = [
    one.due === null ? words.noScheme(one.written) : words.written(one.written, one.due),
    ...(one.partly > 0 ? [words.partly(one.partly)] : []),
    ...(one.missed > 0 ? [words.missed(one.missed, one.open)] : []),
  ];
  return (
    <Card withBorder p="sm" component="article" aria-label={`${name}, ${one.teacher}`}>
      <Group wrap="nowrap" align="flex-start">
        <Checkbox checked={isChosen} onChange={onChoose} aria-label={words.choose(`${name}, ${one.teacher}`)} mt={4} />
        <Stack gap={2} style={{ flex: 1, minWidth: 0 }}>
          <Group justify="space-between" gap="xs" align="flex-start">
            <Anchor
              component={Link}
              href={`/records/${one.allocationId}`}
              fw={600}
              style={{ overflowWrap: 'anywhere' }}
            >
              {name}
            </Anchor>
            <Badge variant="light" tt="none" color={missing || one.open > 0 ? 'yellow' : isEmpty ? 'gray' : 'pine'}>
              {missing ? words.isMissing : one.open > 0 ? words.isOpen : isEmpty ? words.isEmpty : words.isFull}
            </Badge>
          </Group>
          <Text size="sm">{one.teacher}</Text>
          <Text size="sm" c="dimmed">
            {facts.join(' · ')}
          </Text>
          {one.check !== null && (
            <Group gap="xs" justify="space-between">
              <CheckNote check={one.check} />
              <Button size="compact-sm" variant="subtle" onClick={onTakeBack} aria-label={`${words.takeBack}: ${name}`}>
                {words.takeBack}
              </Button>
            </Group>
          )}
        </Stack>
      </Group>
    </Card>
  );
}
