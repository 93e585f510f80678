import { Button, Checkbox, PasswordInput, Select, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { ActButton } from '../../components/act-button.tsx';
import { Problem } from '../../components/problem.tsx';
import { Buttons, Sheet } from '../../components/sheet.tsx';
import { type Out, useAct } from '../../state/face.ts';
import { useWords } from '../../words/words.ts';
import { type AlertsDraft, draftOf, type Problems, readDraft, usualPorts } from './alerts-draft.ts';
import classes from './upkeep.module.css';

type Props = {
  readonly connection: string;
  readonly now: Out<'alerts.get'>;
  readonly onClose: () => void;
  readonly onSaved: (answer: Out<'alerts.set'>) => void;
};

type FieldProps = {
  readonly draft: AlertsDraft;
  readonly problems: Problems;
  readonly change: (part: Partial<AlertsDraft>) => void;
};

/** Mail, webhook and quiet hours. Nothing is said to be wrong before it is sent. */
export function AlertsForm({ connection, now, onClose, onSaved }: Props) {
  const words = useWords();
  const own = words.upkeep.alerts;
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
        {draft.withMail && <MailFields {...fields} />}
      </Sheet>
      <Sheet title={own.webhookTitle}>
        <Checkbox
          label={own.tellWebhook}
          checked={draft.withWebhook}
          onChange={(event) => change({ withWebhook: event.currentTarget.checked })}
          mb="md"
        />
        {draft.withWebhook && (
          <TextInput
            label={own.url}
            description={own.urlHint}
            value={draft.url}
            onChange={(event) => change({ url: event.currentTarget.value })}
            error={problems.url}
            maw={480}
            {...plain}
          />
        )}
      </Sheet>
      <Sheet title={own.quietTitle}>
        <QuietFields {...fields} />
      </Sheet>
      {set.isError && <Problem error={set.error} />}
      <Buttons>
        <ActButton type="submit" loading={set.isPending}>
          {own.save}
        </ActButton>
        <Button variant="default" onClick={onClose}>
          {words.components.cancel}
        </Button>
      </Buttons>
    </form>
  );
}

/** Nothing that a browser should correct, complete or keep. */
const plain = { autoComplete: 'off', autoCapitalize: 'none', spellCheck: false } as const;

function MailFields({ draft, problems, change }: FieldProps) {
  const words = useWords().upkeep.alerts;
  return (
    <div className={classes.fields}>
      <TextInput
        label={words.host}
        description={words.hostHint}
        value={draft.host}
        onChange={(event) => change({ host: event.currentTarget.value })}
        error={problems.host}
        {...plain}
      />
      <Select
        label={words.security}
        data={(['starttls', 'tls', 'none'] as const).map((value) => ({ value, label: words.securities[value] }))}
        value={draft.security}
        allowDeselect={false}
        onChange={(value) => {
          const security = (value ?? 'starttls') as AlertsDraft['security'];
          const isUsual = Object.values<string>(usualPorts).includes(draft.port);
          change({ security, ...(isUsual ? { port: usualPorts[security] } : {}) });
        }}
      />
      <TextInput
        label={words.port}
        value={draft.port}
        onChange={(event) => change({ port: event.currentTarget.value })}
        error={problems.port}
        inputMode="numeric"
        maw={120}
      />
      <Checkbox
        label={words.signsIn}
        checked={draft.signsIn}
        onChange={(event) => change({ signsIn: event.currentTarget.checked })}
      />
      {draft.signsIn && (
        <>
          <TextInput
            label={words.user}
            value={draft.user}
            onChange={(event) => change({ user: event.currentTarget.value })}
            error={problems.user}
            {...plain}
          />
          <PasswordInput
            label={words.password}
            description={words.passwordHint}
            value={draft.password}
            onChange={(event) => change({ password: event.currentTarget.value })}
            error={problems.password}
            autoComplete="off"
          />
        </>
      )}
      <TextInput
        label={words.from}
        value={draft.from}
        onChange={(event) => change({ from: event.currentTarget.value })}
        error={problems.from}
        {...plain}
      />
      <Textarea
        label={words.to}
        description={words.toHint}
        value={draft.to}
        onChange={(event) => change({ to: event.currentTarget.value })}
        error={problems.to}
        rows={3}
        {...plain}
      />
    </div>
  );
}

function QuietFields({ draft, problems, change }: FieldProps) {
  const words = useWords().upkeep.alerts;
  return (
    <div className={classes.fields}>
      <Checkbox
        label={words.quietOn}
        checked={draft.quiet}
        onChange={(event) => change({ quiet: event.currentTarget.checked })}
      />
      {draft.quiet && (
        <div style={{ display: 'flex', gap: 12 }}>
          <TextInput
            label={words.quietFrom}
            value={draft.quietFrom}
            onChange={(event) => change({ quietFrom: event.currentTarget.value })}
            error={problems.quietFrom}
            maw={120}
          />
          <TextInput
            label={words.quietTo}
            value={draft.quietTo}
            onChange={(event) => change({ quietTo: event.currentTarget.value })}
            error={problems.quietTo}
            maw={120}
          />
        </div>
      )}
    </div>
  );
}
