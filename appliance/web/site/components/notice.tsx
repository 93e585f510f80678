import { Button, Group, Stack, Text } from '@mantine/core';
import { useWords } from '../words/words.ts';
import { Dialog } from './dialog.tsx';

/** What is kept about people and why; at the first sign-in, and again from the account page. */
export function Notice({ isFirst, onClose }: { readonly isFirst: boolean; readonly onClose: () => void }) {
  const words = useWords().notice;
  return (
    <Dialog opened onClose={onClose} title={words.title} size="lg" closeOnClickOutside={!isFirst}>
      <Stack gap="sm">
        {words.paragraphs.map((text) => (
          <Text key={text}>{text}</Text>
        ))}
        <Group justify="flex-end">
          <Button onClick={onClose} data-autofocus>
            {isFirst ? words.seen : words.close}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
