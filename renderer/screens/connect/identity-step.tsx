import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import { ActButton } from '../../components/act-button.tsx';
import { CopyText } from '../../components/copy-text.tsx';
import { Fold } from '../../components/fold.tsx';
import { Note } from '../../components/note.tsx';
import { Problem } from '../../components/problem.tsx';
import { Gap, Sheet } from '../../components/sheet.tsx';
import { Screen, Spring } from '../../frame/screen.tsx';
import type { Out } from '../../state/face.ts';
import { useWords } from '../../words/words.ts';

type Props = {
  readonly where: string;
  readonly look: Out<'connection.look'>;
  readonly onBack: () => void;
  readonly onSame: () => void;
  readonly isWorking: boolean;
  readonly error: unknown;
};

/** Nothing is sent to a server before a person said that it is the right one. */
export function IdentityStep({ where, look, onBack, onSame, isWorking, error }: Props) {
  const words = useWords();
  const own = words.connect.identity;
  const [isSame, setSame] = useState(false);
  return (
    <Screen
      title={own.title}
      lead={own.lead(where)}
      actions={
        <>
          <Button variant="default" onClick={onBack}>
            {words.components.back}
          </Button>
          <Spring />
          <ActButton onClick={onSame} disabled={!isSame} loading={isWorking}>
            {own.go}
          </ActButton>
        </>
      }
    >
      <Sheet title={own.shows(look.seen.type)}>
        <CopyText text={look.seen.fingerprint} label={own.fingerprintLabel} />
      </Sheet>
      <Sheet title={own.compareTitle}>
        <p style={{ marginTop: 0 }}>{own.compare}</p>
        <CopyText text={look.compare} label={own.compareLabel} />
        <p style={{ color: 'var(--mantine-color-dimmed)' }}>{own.open}</p>
        <Checkbox
          size="md"
          label={own.same}
          checked={isSame}
          onChange={(event) => setSame(event.currentTarget.checked)}
        />
        <Gap />
        <Fold title={own.differs}>
          <Note tone="bad" title={own.differs}>
            <p>{own.differsText}</p>
          </Note>
        </Fold>
      </Sheet>
      <Gap />
      {error !== null && <Problem error={error} />}
    </Screen>
  );
}
