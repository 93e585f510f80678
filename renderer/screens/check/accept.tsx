import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { Confirm } from '../../components/confirm.tsx';
import { Problem } from '../../components/problem.tsx';
import { useWords } from '../../words/words.ts';

type Props = {
  readonly title: string;
  readonly onClose: () => void;
  readonly onAccept: (reason: string) => void;
  readonly isWorking: boolean;
  readonly error: unknown;
};

/** A shortfall is accepted by a person who says why; the reason goes into the report. */
export function Accept({ title, onClose, onAccept, isWorking, error }: Props) {
  const words = useWords().check;
  const [reason, setReason] = useState('');
  const text = reason.replace(/\s+/g, ' ').trim().slice(0, 300);
  return (
    <Confirm
      title={words.acceptTitle(title)}
      isOpen
      onClose={onClose}
      onConfirm={() => onAccept(text)}
      confirmLabel={words.acceptDo}
      canConfirm={text.length >= 10}
      isWorking={isWorking}
    >
      <p style={{ margin: 0 }}>{words.acceptText}</p>
      <Textarea
        label={words.reason}
        description={words.reasonHint}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        maxLength={300}
        rows={2}
        data-autofocus
      />
      {error !== null && <Problem error={error} />}
    </Confirm>
  );
}
