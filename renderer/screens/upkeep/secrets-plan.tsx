import { Button } from '@mantine/core';
import type { RemoteError } from '../../../installer/channel/remote-error.ts';
import { ActButton } from '../../components/act-button.tsx';
import { Note } from '../../components/note.tsx';
import { Problem } from '../../components/problem.tsx';
import { Buttons, Sheet } from '../../components/sheet.tsx';
import type { Out } from '../../state/face.ts';
import { useWords } from '../../words/words.ts';

type Props = {
  readonly of: Out<'secrets.plan'>;
  readonly error: RemoteError | null;
  readonly isBeginning: boolean;
  readonly onBegin: () => void;
  readonly onCancel: () => void;
};

/** What a change of secrets would do, what to know before, and the way to begin it. */
export function RotationPlan({ of: { plan, notes }, error, isBeginning, onBegin, onCancel }: Props) {
  const words = useWords();
  const own = words.upkeep.secrets;
  return (
    <Sheet title={own.planTitle}>
      <ol style={{ margin: '0 0 12px', paddingLeft: 20, lineHeight: 1.6 }}>
        {plan.steps.map(({ step, title }) => (
          <li key={step}>{title}</li>
        ))}
      </ol>
      {plan.steps.length === 0 && <p>{own.nothing}</p>}
      {notes.length > 0 && (
        <Note tone="better" title={own.know}>
          <ul style={{ margin: '4px 0 0', paddingLeft: 18 }}>
            {notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </Note>
      )}
      {error !== null && <Problem error={error} />}
      <Buttons>
        {plan.steps.length > 0 && (
          <ActButton onClick={onBegin} loading={isBeginning}>
            {own.go}
          </ActButton>
        )}
        <Button variant="default" onClick={onCancel}>
          {words.components.cancel}
        </Button>
      </Buttons>
    </Sheet>
  );
}
