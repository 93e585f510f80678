import { Textarea } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { Confirm } from './confirm.tsx';
import { Problem } from './problem.tsx';

type Props = {
  readonly title: string;
  readonly text: ReactNode;
  readonly label: string;
  readonly hint: string;
  readonly confirmLabel: string;
  /** Fewest letters that are a reason. */
  readonly least: number;
  readonly onClose: () => void;
  readonly onReason: (reason: string) => void;
  readonly isWorking: boolean;
  readonly error: unknown;
};

/** Asks why, before something is left as it is: the reason stays with the decision. */
export function AskReason(props: Props) {
  const { title, text, label, hint, confirmLabel, least, onClose, onReason, isWorking, error } = props;
  const [typed, setTyped] = useState('');
  const reason = typed.replace(/\s+/g, ' ').trim().slice(0, 300);
  return (
    <Confirm
      title={title}
      isOpen
      onClose={onClose}
      onConfirm={() => onReason(reason)}
      confirmLabel={confirmLabel}
      canConfirm={reason.length >= least}
      isWorking={isWorking}
    >
      <p style={{ margin: 0 }}>{text}</p>
      <Textarea
        label={label}
        description={hint}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        maxLength={300}
        rows={2}
        data-autofocus
      />
      {error !== null && <Problem error={error} />}
    </Confirm>
  );
}
