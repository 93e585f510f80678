import { Modal, type ModalProps } from '@mantine/core';
import { useWords } from '../words/words.ts';

/** A window above the page, with a name for its closing button. */
export function Dialog(props: ModalProps) {
  const title = { fontWeight: 600, lineHeight: 1.3 };
  return <Modal closeButtonProps={{ 'aria-label': useWords().close }} styles={{ title }} {...props} />;
}
