import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { MaintenanceDetails } from '../../../features/maintenance/schema.ts';
import { call } from '../api.ts';
import { ProblemNote } from '../components/problem-note.tsx';
import { useWords } from '../words/words.ts';

type FormProps<Name extends 'mode' | 'banner'> = {
  readonly old: MaintenanceDetails[Name];
  readonly onDone: () => void;
};

export function CloseForm({ old, onDone }: FormProps<'mode'>) {
  const all = useWords();
  const words = all.maintenance;
  const [text, setText] = useState(old?.text ?? '');
  const [until, setUntil] = useState(localOf(old?.until ?? null));
  const [allowed, setAllowed] = useState(old?.allowed.map(({ userName }) => userName).join(', ') ?? '');
  const names = allowed.split(',').flatMap((name) => (name.trim() === '' ? [] : [name.trim()]));
  const send = useMutation({
    mutationFn: () =>
      call('/status/maintenance/mode', { method: 'PUT', body: { text, until: momentOf(until), allowed: names } }),
    onSuccess: onDone,
  });
  return (
    <form onSubmit={submitting(() => send.mutate())}>
      <Stack gap="sm">
        <Text size="sm">{words.closeLead}</Text>
        {send.isError && <ProblemNote error={send.error} />}
        <TextInput
          label={words.text}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          maxLength={500}
          data-autofocus
        />
        <TextInput
          type="datetime-local"
          label={words.until}
          description={words.untilHelp}
          value={until}
          onChange={(event) => setUntil(event.currentTarget.value)}
        />
        <Group gap="xs">
          {words.soon.map(([minutes, label]) => (
            <Button
              key={minutes}
              size="compact-sm"
              variant="default"
              onClick={() => setUntil(localOf(new Date(Date.now() + minutes * 60_000).toISOString()))}
            >
              {label}
            </Button>
          ))}
        </Group>
        <TextInput
          label={words.allowed}
          description={words.allowedHelp}
          value={allowed}
          onChange={(event) => setAllowed(event.currentTarget.value)}
          autoCapitalize="none"
          spellCheck={false}
        />
        <Buttons onCancel={onDone} isSending={send.isPending} submit={words.closeSubmit} />
      </Stack>
    </form>
  );
}

export function BannerForm({ old, onDone }: FormProps<'banner'>) {
  const words = useWords().maintenance;
  const [text, setText] = useState(old?.text ?? '');
  const [until, setUntil] = useState(localOf(old?.until ?? null));
  const send = useMutation({
    mutationFn: () => call('/status/maintenance/banner', { method: 'PUT', body: { text, until: momentOf(until) } }),
    onSuccess: onDone,
  });
  return (
    <form onSubmit={submitting(() => send.mutate())}>
      <Stack gap="sm">
        {send.isError && <ProblemNote error={send.error} />}
        <TextInput
          label={words.bannerText}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          maxLength={500}
          required
          data-autofocus
        />
        <TextInput
          type="datetime-local"
          label={words.bannerUntil}
          value={until}
          onChange={(event) => setUntil(event.currentTarget.value)}
        />
        <Buttons onCancel={onDone} isSending={send.isPending} submit={words.bannerSubmit} />
      </Stack>
    </form>
  );
}

type ButtonsProps = { readonly onCancel: () => void; readonly isSending: boolean; readonly submit: string };

function Buttons({ onCancel, isSending, submit }: ButtonsProps) {
  return (
    <Group justify="flex-end">
      <Button variant="default" onClick={onCancel}>
        {useWords().cancel}
      </Button>
      <Button type="submit" loading={isSending}>
        {submit}
      </Button>
    </Group>
  );
}

function submitting(send: () => void) {
  return (event: FormEvent) => {
    event.preventDefault();
    send();
  };
}

/** As the field of the browser has it, in the time of this device: `2026-03-02T16:00`. */
function localOf(moment: string | null): string {
  if (moment === null) return '';
  const when = new Date(moment);
  return new Date(when.getTime() - when.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function momentOf(local: string): string | null {
  return local === '' ? null : new Date(local).toISOString();
}
