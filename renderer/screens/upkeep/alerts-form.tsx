import { Checkbox } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Problem } from '../../components/problem.tsx';
import { SaveOrCancel } from '../../components/save-or-cancel.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { type Out, useAct } from '../../state/face.ts';
import { useWords } from '../../words/words.ts';
import { type AlertsDraft, draftOf, type Problems, readDraft } from './alerts-draft.ts';
import { MailFields, QuietFields, WebhookField } from './alerts-fields.tsx';

type Props = {
  readonly connection: string;
  readonly now: Out<'alerts.get'>;
  readonly onClose: () => void;
  readonly onSaved: (answer: Out<'alerts.set'>) => void;
};

/** Mail, webhook and quiet hours. Nothing is said to be wrong before it is sent. */
export function AlertsForm({ connection, now, onClose, onSaved }: Props) {
  const own = useWords().upkeep.alerts;
  const [draft, setDraft] = useState(() => draftOf(now));
  const [problems, setProblems] = useState<Problems>({});
  const set = useAct('alerts.set');
  const change = (part: Partial<AlertsDraft>) => setDraft((old) => ({ ...old, ...part }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const read = readDraft(draft, now);
    setProblems(read.kind === 'invalid' ? read.problems : {});
    if (read.kind === 'valid') set.mutate({ connection, wish: read.wish }, { onSuccess: onSaved });
  };
  const fields = { draft, problems, change };
  return (
    <form onSubmit={submit} noValidate>
      <Sheet title={own.mailTitle}>
        <Checkbox
          label={own.tellMail}
          checked={draft.withMail}
          onChange={(event) => change({ withMail: event.currentTarget.checked })}
          mb="md"
        />
        {draft.withMail && <MailFields {...fields} passwordHint={own.passwordHint} />}
      </Sheet>
      <Sheet title={own.webhookTitle}>
        <Checkbox
          label={own.tellWebhook}
          checked={draft.withWebhook}
          onChange={(event) => change({ withWebhook: event.currentTarget.checked })}
          mb="md"
        />
        {draft.withWebhook && <WebhookField {...fields} hint={own.urlHint} />}
      </Sheet>
      <Sheet title={own.quietTitle}>
        <QuietFields {...fields} />
      </Sheet>
      {set.isError && <Problem error={set.error} />}
      <SaveOrCancel label={own.save} isSaving={set.isPending} onCancel={onClose} />
    </form>
  );
}
