import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ActButton } from '../../components/act-button.tsx';
import { Icon } from '../../components/icon.tsx';
import { Note } from '../../components/note.tsx';
import { Problem } from '../../components/problem.tsx';
import { Buttons, Facts, Gap } from '../../components/sheet.tsx';
import { type Out, useAct } from '../../state/face.ts';
import { useWords } from '../../words/words.ts';
import { toneOf } from './part.tsx';

type Settings = Out<'alerts.get'>;

/** Who is told. */
export function AlertSettings({ settings }: { readonly settings: Settings }) {
  const words = useWords().upkeep.alerts;
  const { mail, webhook, quietHours } = settings;
  return (
    <>
      {isNobody(settings) && <p style={{ margin: '0 0 10px' }}>{words.nobody}</p>}
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
    </>
  );
}

type Props = {
  readonly connection: string;
  readonly settings: Settings;
  /** Other buttons beside the one that sends. */
  readonly children?: ReactNode;
};

/** Sends one in every way that is set up, and says what became of each. */
export function AlertsTest({ connection, settings, children }: Props) {
  const words = useWords().upkeep.alerts;
  const client = useQueryClient();
  const test = useAct('alerts.test');
  // One that arrived is evidence on the checklist.
  const onSuccess = () => client.invalidateQueries({ queryKey: ['golive.look', { connection }] });
  return (
    <>
      <Buttons>
        <ActButton
          onClick={() => test.mutate({ connection }, { onSuccess })}
          loading={test.isPending}
          disabled={isNobody(settings)}
          leftSection={<Icon name="alert" />}
        >
          {words.test}
        </ActButton>
        {children}
      </Buttons>
      {test.isError && <Problem error={test.error} />}
      {test.data !== undefined && (
        <>
          <Gap />
          <Note tone={toneOf(test.data.ok)} title={test.data.summary} role="status">
            <ul style={{ margin: '4px 0 0', paddingLeft: 18 }}>
              {test.data.channels.map(({ channel, to, detail }) => (
                <li key={`${channel} ${to}`}>{detail}</li>
              ))}
            </ul>
          </Note>
        </>
      )}
    </>
  );
}

function isNobody({ mail, webhook }: Settings): boolean {
  return mail === undefined && webhook === undefined;
}
