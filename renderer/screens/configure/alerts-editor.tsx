import { Checkbox } from '@mantine/core';
import { useState } from 'react';
import type { AlertsAnswers } from '../../../installer/contract/first-settings.ts';
import { Gap } from '../../components/sheet.tsx';
import type { Out } from '../../state/face.ts';
import { useWords } from '../../words/words.ts';
import type { AlertsDraft, Problems } from '../upkeep/alerts-draft.ts';
import { MailFields, QuietFields, WebhookField } from '../upkeep/alerts-fields.tsx';
import { draftOfAnswers, knownSecrets, readAlerts, type Secrets } from './alerts-answers.ts';
import type { EditorOf } from './editors.tsx';
import { Editor } from './row.tsx';

type Props = Omit<EditorOf<Out<'answers.get'>>, 'onSave'> & {
  /** Undefined: nobody is told. */
  readonly onSave: (alerts: AlertsAnswers | undefined, secrets: Secrets) => void;
};

/** Who is told from the first day on. */
export function AlertsEditor({ now, onSave, ...rest }: Props) {
  const words = useWords();
  const own = words.upkeep.alerts;
  const [draft, setDraft] = useState<AlertsDraft>(() => draftOfAnswers(now.wanted.alerts));
  const [problems, setProblems] = useState<Problems>({});
  const known = knownSecrets(now);
  const save = () => {
    const read = readAlerts(draft, now.answers.alerts, known);
    setProblems(read.kind === 'invalid' ? read.problems : {});
    if (read.kind === 'valid') onSave(read.alerts, read.secrets);
  };
  const fields = { draft, problems, change: (part: Partial<AlertsDraft>) => setDraft((old) => ({ ...old, ...part })) };
  const { passwordHint, passwordKnown, urlHint, urlKnown } = words.configure.alerts;
  return (
    <Editor onSave={save} {...rest}>
      <Checkbox
        label={own.tellMail}
        checked={draft.withMail}
        onChange={(event) => fields.change({ withMail: event.currentTarget.checked })}
        mb="md"
        autoFocus
      />
      {draft.withMail && <MailFields {...fields} passwordHint={known.mailPassword ? passwordKnown : passwordHint} />}
      <Gap />
      <Checkbox
        label={own.tellWebhook}
        checked={draft.withWebhook}
        onChange={(event) => fields.change({ withWebhook: event.currentTarget.checked })}
        mb="md"
      />
      {draft.withWebhook && <WebhookField {...fields} hint={known.webhookUrl ? urlKnown : urlHint} />}
      <Gap />
      <QuietFields {...fields} />
    </Editor>
  );
}
