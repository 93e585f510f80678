import { Button } from '@mantine/core';
import { useState } from 'react';
import { ActButton } from '../../components/act-button.tsx';
import { CopyText } from '../../components/copy-text.tsx';
import { Icon } from '../../components/icon.tsx';
import { Note } from '../../components/note.tsx';
import { Problem } from '../../components/problem.tsx';
import { Buttons, Facts, Gap, Sheet } from '../../components/sheet.tsx';
import { Working } from '../../components/working.tsx';
import { type Out, useAct, useAnswer } from '../../state/face.ts';
import { useWords } from '../../words/words.ts';
import { AlertsForm } from './alerts-form.tsx';
import { Part, toneOf } from './part.tsx';

/** Who is told, whether it arrives, and changing it. */
export function Alerts({ connection }: { readonly connection: string }) {
  const words = useWords().upkeep;
  const got = useAnswer('alerts.get', { connection });
  const test = useAct('alerts.test');
  const [isEditing, setEditing] = useState(false);
  const [saved, setSaved] = useState<Out<'alerts.set'>>();
  const isNobody = got.data?.mail === undefined && got.data?.webhook === undefined;
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
          {isNobody && <p style={{ margin: '0 0 10px' }}>{words.alerts.nobody}</p>}
          <Settings settings={got.data} />
          <Buttons>
            <ActButton
              onClick={() => test.mutate({ connection })}
              loading={test.isPending}
              disabled={isNobody}
              leftSection={<Icon name="alert" />}
            >
              {words.alerts.test}
            </ActButton>
            <Button variant="default" onClick={() => setEditing(true)}>
              {words.alerts.edit}
            </Button>
          </Buttons>
        </Sheet>
      )}
      <Gap />
      {test.isError && <Problem error={test.error} />}
      {test.data !== undefined && !isEditing && (
        <Note tone={toneOf(test.data.ok)} title={test.data.summary} role="status">
          <ul style={{ margin: '4px 0 0', paddingLeft: 18 }}>
            {test.data.channels.map(({ channel, to, detail }) => (
              <li key={`${channel} ${to}`}>{detail}</li>
            ))}
          </ul>
        </Note>
      )}
      {got.data !== undefined && isEditing && (
        <AlertsForm
          connection={connection}
          now={got.data}
          onClose={() => setEditing(false)}
          onSaved={(answer) => {
            setSaved(answer);
            setEditing(false);
            test.reset();
            void got.refetch();
          }}
        />
      )}
    </Part>
  );
}

function Settings({ settings: { mail, webhook, quietHours } }: { readonly settings: Out<'alerts.get'> }) {
  const words = useWords().upkeep.alerts;
  return (
    <Facts
      of={[
        [
          words.mail,
          mail === undefined ? words.none : words.mailValue(mail.to.join(', '), `${mail.host}:${mail.port}`),
        ],
        [words.webhook, webhook?.host ?? words.none],
        [words.quiet, quietHours === undefined ? words.none : words.quietValue(quietHours.from, quietHours.to)],
      ]}
    />
  );
}
