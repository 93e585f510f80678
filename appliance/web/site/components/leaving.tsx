import { Button, Group, Stack, Text } from '@mantine/core';
import { useWords } from '../words/words.ts';
import { Dialog } from './dialog.tsx';

type Props = { readonly unsent: number; readonly onStay: () => void; readonly onLeave: () => void };

/** Before somebody leaves a shared computer on which something was not sent yet. */
export function Leaving({ unsent, onStay, onLeave }: Props) {
  const words = useWords().leaving;
  return (
    <Dialog opened onClose={onStay} title={words.title} zIndex={10_001}>
      <Stack>
        <Text>{words.lead(unsent)}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onStay} data-autofocus>
            {words.stay}
          </Button>
          <Button color="clay" onClick={onLeave}>
            {words.leave}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
