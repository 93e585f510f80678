import { Button } from '@mantine/core';
import { useState } from 'react';
import { CopyText } from '../../components/copy-text.tsx';
import { Note } from '../../components/note.tsx';
import { Problem } from '../../components/problem.tsx';
import { Gap, Sheet } from '../../components/sheet.tsx';
import { Working } from '../../components/working.tsx';
import { type Out, useAnswer } from '../../state/face.ts';
import { useWords } from '../../words/words.ts';
import { AlertsForm } from './alerts-form.tsx';
import { AlertSettings, AlertsTest } from './alerts-test.tsx';
import { Part } from './part.tsx';

/** Who is told, whether it arrives, and changing it. */
export function Alerts({ connection }: { readonly connection: string }) {
  const words = useWords().upkeep;
  const got = useAnswer('alerts.get', { connection });
  const [isEditing, setEditing] = useState(false);
  const [saved, setSaved] = useState<Out<'alerts.set'>>();
  return (
    <Part connection={connection} title={words.parts.alerts.title} lead={words.alerts.lead}>
      {got.isError && <Problem error={got.error} onRetry={() => got.refetch()} />}
      {got.isPending && <Working title={words.alerts.working} />}
      {saved !== undefined && !isEditing && (
        <>
          <Note tone="better" icon="tick" title={words.alerts.saved} role="status">
            {saved.webhookKey !== null && (
              <>
                <p>{words.alerts.key}</p>
                <CopyText text={saved.webhookKey} label={words.alerts.webhook} />
              </>
            )}
          </Note>
          <Gap />
        </>
      )}
      {got.data !== undefined && !isEditing && (
        <Sheet title={words.alerts.now}>
          <AlertSettings settings={got.data} />
          <AlertsTest connection={connection} settings={got.data}>
            <Button variant="default" onClick={() => setEditing(true)}>
              {words.alerts.edit}
            </Button>
          </AlertsTest>
        </Sheet>
      )}
      {got.data !== undefined && isEditing && (
        <AlertsForm
          connection={connection}
          now={got.data}
          onClose={() => setEditing(false)}
          onSaved={(answer) => {
            setSaved(answer);
            setEditing(false);
            void got.refetch();
          }}
        />
      )}
    </Part>
  );
}
