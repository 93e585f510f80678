import { Checkbox, FileInput, PasswordInput, Select, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useFault } from '../../components/use-fault.ts';
import { useWords } from '../../words/words.ts';
import { type AlertsDraft, type Problems, usualPorts } from './alerts-draft.ts';
import { certificateText } from './certificate-text.ts';
import classes from './upkeep.module.css';

type FieldProps = {
  readonly draft: AlertsDraft;
  readonly problems: Problems;
  readonly change: (part: Partial<AlertsDraft>) => void;
};

/** Nothing that a browser should correct, complete or keep. */
const plain = { autoComplete: 'off', autoCapitalize: 'none', spellCheck: false } as const;

/** `passwordHint`: what becomes of the password, and of an empty field. */
export function MailFields({ draft, problems, change, passwordHint }: FieldProps & { readonly passwordHint: string }) {
  const words = useWords().upkeep.alerts;
  const fault = useFault();
  return (
    <div className={classes.fields}>
      <TextInput
        label={words.host}
        description={words.hostHint}
        value={draft.host}
        onChange={(event) => change({ host: event.currentTarget.value })}
        error={fault(problems.host)}
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
        error={fault(problems.port)}
        inputMode="numeric"
        maw={120}
      />
      {draft.security !== 'none' && <AuthorityField draft={draft} problems={problems} change={change} />}
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
            error={fault(problems.user)}
            {...plain}
          />
          <PasswordInput
            label={words.password}
            description={passwordHint}
            value={draft.password}
            onChange={(event) => change({ password: event.currentTarget.value })}
            error={fault(problems.password)}
            autoComplete="off"
          />
        </>
      )}
      <TextInput
        label={words.from}
        value={draft.from}
        onChange={(event) => change({ from: event.currentTarget.value })}
        error={fault(problems.from)}
        {...plain}
      />
      <Textarea
        label={words.to}
        description={words.toHint}
        value={draft.to}
        onChange={(event) => change({ to: event.currentTarget.value })}
        error={fault(problems.to)}
        rows={3}
        {...plain}
      />
    </div>
  );
}

/** The authority of the mail server's certificate, where it is none that computers know by themselves. */
function AuthorityField({ draft, problems, change }: FieldProps) {
  const words = useWords().upkeep.alerts;
  const fault = useFault();
  const [file, setFile] = useState<File | null>(null);
  const choose = async (chosen: File | null) => {
    setFile(chosen);
    if (chosen !== null) change({ ca: await certificateText(chosen) });
  };
  return (
    <>
      <Checkbox
        label={words.ownAuthority}
        description={words.ownAuthorityHint}
        checked={draft.ownAuthority}
        onChange={(event) => change({ ownAuthority: event.currentTarget.checked })}
      />
      {draft.ownAuthority && (
        <FileInput
          label={words.authority}
          description={draft.ca !== '' && file === null ? words.authorityKnown : words.authorityHint}
          placeholder={words.choose}
          value={file}
          onChange={(chosen) => void choose(chosen)}
          error={fault(problems.ca)}
        />
      )}
    </>
  );
}

export function WebhookField({ draft, problems, change, hint }: FieldProps & { readonly hint: string }) {
  const words = useWords().upkeep.alerts;
  const fault = useFault();
  return (
    <TextInput
      label={words.url}
      description={hint}
      value={draft.url}
      onChange={(event) => change({ url: event.currentTarget.value })}
      error={fault(problems.url)}
      maw={480}
      {...plain}
    />
  );
}

export function QuietFields({ draft, problems, change }: FieldProps) {
  const words = useWords().upkeep.alerts;
  const fault = useFault();
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
            error={fault(problems.quietFrom)}
            maw={120}
          />
          <TextInput
            label={words.quietTo}
            value={draft.quietTo}
            onChange={(event) => change({ quietTo: event.currentTarget.value })}
            error={fault(problems.quietTo)}
            maw={120}
          />
        </div>
      )}
    </div>
  );
}
