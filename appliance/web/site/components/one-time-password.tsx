import { Button, Card, Code, Group, Stack, Text, Title } from '@mantine/core';
import type { OneTimePasswordAnswer } from '../../../features/people/schema.ts';
import { useWords } from '../words/words.ts';

type Props = { readonly made: OneTimePasswordAnswer; readonly onDone: () => void };

/** A password that is shown this once. */
export function OneTimePassword({ made, onDone }: Props) {
  const words = useWords().people;
  return (
    <Card withBorder maw={640} role="status">
      <Stack gap="sm">
        <Title order={2} size="h4">
          {words.oneTimeTitle}
        </Title>
        <Text>{words.oneTime(made.person.fullName)}</Text>
        <Text>
          {words.userName}: <Code fz="md">{made.person.userName}</Code>
        </Text>
        <Text>
          {words.password}: <Code fz="md">{made.oneTimePassword}</Code>
        </Text>
        <Group>
          <Button onClick={onDone}>{words.done}</Button>
        </Group>
      </Stack>
    </Card>
  );
}
