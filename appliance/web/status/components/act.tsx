import { Button, type ButtonProps, Group, Modal, type ModalProps, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useWords } from '../words/words.ts';
import { ProblemNote } from './problem-note.tsx';

type ActProps = ButtonProps & {
  readonly act: () => Promise<unknown>;
  readonly children: string;
  /** What screen readers are told, when the text alone says too little. */
  readonly label?: string;
  /** Asked first. */
  readonly sure?: string;
  readonly disabled?: boolean;
};

/** A button that does something at the server: busy while it does, and says why when it was refused. */
export function Act({ act, children, label, sure, ...rest }: ActProps) {
  const words = useWords();
  const [isAsking, setAsking] = useState(false);
  const doing = useMutation({ mutationFn: act });
  const go = () => {
    setAsking(false);
    doing.mutate();
  };
  return (
    <>
      <Button
        size="xs"
        variant="default"
        loading={doing.isPending}
        onClick={() => (sure === undefined ? go() : setAsking(true))}
        {...(label === undefined ? {} : { 'aria-label': label })}
        {...rest}
      >
        {children}
      </Button>
      {doing.isError && (
        <Dialog opened title={children} onClose={() => doing.reset()}>
          <ProblemNote error={doing.error} />
        </Dialog>
      )}
      <Dialog opened={isAsking} title={children} onClose={() => setAsking(false)}>
        <Stack>
          <Text>{sure}</Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setAsking(false)} data-autofocus>
              {words.cancel}
            </Button>
            <Button onClick={go}>{children}</Button>
          </Group>
        </Stack>
      </Dialog>
    </>
  );
}

/** A window above the page, with a name for its closing button. */
export function Dialog(props: ModalProps) {
  return <Modal closeButtonProps={{ 'aria-label': useWords().close }} {...props} />;
}
