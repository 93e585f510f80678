import { Button } from '@mantine/core';
import { useWords } from '../words/words.ts';
import { ActButton } from './act-button.tsx';
import { Buttons } from './sheet.tsx';

type Props = {
  readonly label: string;
  readonly isSaving: boolean;
  readonly onCancel: () => void;
  readonly size?: 'sm';
};

/** The foot of a form: it is saved, or left as it was. */
export function SaveOrCancel({ label, isSaving, onCancel, size }: Props) {
  const words = useWords().components;
  const sized = size === undefined ? {} : { size };
  return (
    <Buttons>
      <ActButton type="submit" loading={isSaving} {...sized}>
        {label}
      </ActButton>
      <Button variant="default" onClick={onCancel} {...sized}>
        {words.cancel}
      </Button>
    </Buttons>
  );
}
