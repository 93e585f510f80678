import { Button, Group, Modal, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useWords } from '../words/words.ts';
import { ActButton } from './act-button.tsx';

type Props = {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onConfirm: () => void;
  readonly confirmLabel: string;
  readonly isDangerous?: boolean;
  readonly canConfirm?: boolean;
  readonly isWorking?: boolean;
  readonly children: ReactNode;
};

/** Asks before something that matters. Leaving it alone is the default: Escape, and the button that has the focus. */
export function Confirm(props: Props) {
  const { title, isOpen, onClose, onConfirm, confirmLabel, isDangerous, canConfirm, isWorking, children } = props;
  const words = useWords().components;
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={title}
      centered
      size="lg"
      radius="lg"
      closeButtonProps={{ 'aria-label': words.close }}
    >
      <Stack>
        {children}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {words.cancel}
          </Button>
          <ActButton
            color={isDangerous === true ? 'clay' : 'pine'}
            onClick={onConfirm}
            disabled={canConfirm === false}
            loading={isWorking === true}
          >
            {confirmLabel}
          </ActButton>
        </Group>
      </Stack>
    </Modal>
  );
}
