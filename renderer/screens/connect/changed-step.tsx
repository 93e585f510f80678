import { Button } from '@mantine/core';
import { useState } from 'react';
import { ActButton } from '../../components/act-button.tsx';
import { Confirm } from '../../components/confirm.tsx';
import { Note } from '../../components/note.tsx';
import { Problem } from '../../components/problem.tsx';
import { Facts, Gap, Sheet } from '../../components/sheet.tsx';
import { Screen, Spring } from '../../frame/screen.tsx';
import type { Out } from '../../state/face.ts';
import { useWords } from '../../words/words.ts';

type Props = {
  readonly where: string;
  readonly look: Out<'connection.look'>;
  readonly onBack: () => void;
  readonly onForget: () => void;
  readonly isWorking: boolean;
  readonly error: unknown;
};

/** A hard stop: only who knows why goes on, and compares again. */
export function ChangedStep({ where, look, onBack, onForget, isWorking, error }: Props) {
  const words = useWords();
  const own = words.connect.changed;
  const [isAsking, setAsking] = useState(false);
  const forget = () => {
    setAsking(false);
    onForget();
  };
  return (
    <Screen
      title={own.title}
      lead={own.lead(where)}
      actions={
        <>
          <Button onClick={onBack}>{words.components.back}</Button>
          <Spring />
          <ActButton variant="default" onClick={() => setAsking(true)} loading={isWorking}>
            {own.forget}
          </ActButton>
        </>
      }
    >
      <Note tone="bad" title={own.harmless} role="alert">
        <ol style={{ margin: '6px 0', paddingLeft: 20 }}>
          {own.reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ol>
        <p>{own.otherwise}</p>
      </Note>
      <Gap />
      <Sheet>
        <Facts
          of={[
            [own.confirmed, <code key="old">{look.confirmed?.fingerprint ?? '–'}</code>],
            [own.now, <code key="new">{look.seen.fingerprint}</code>],
          ]}
        />
      </Sheet>
      <Confirm
        title={own.forgetTitle}
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        onConfirm={forget}
        confirmLabel={own.forgetDo}
        isDangerous
      >
        <p style={{ margin: 0 }}>{own.forgetText(where)}</p>
      </Confirm>
      <Gap />
      {error !== null && <Problem error={error} />}
    </Screen>
  );
}
