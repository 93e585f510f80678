import { Modal, type ModalProps } from '@mantine/core';
import { useWords } from '../words/words.ts';

/** A window above the page, with a name for its closing button. */
export function Dialog(props: ModalProps) {
  return <Modal closeButtonProps={{ 'aria-label': useWords().close }} {...props} />;
}
