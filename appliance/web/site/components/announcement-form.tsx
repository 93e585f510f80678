import { Button, Checkbox, Group, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Announcement } from '../../../features/announcements/schema.ts';
import type { Me } from '../../../features/me/schema.ts';
import type { SchoolsAnswer } from '../../../features/schools/schema.ts';
import { call } from '../api/client.ts';
import { dateHere } from '../words/dates.ts';
import { useWords } from '../words/words.ts';
import { ProblemNote } from './problem.tsx';

type FormProps = { readonly me: Me; readonly old: Announcement | 'new'; readonly onDone: () => void };

const leading: readonly string[] = ['school-ict-admin', 'head', 'deputy'];
const everybody = 'everybody';
const week = 7 * 86_400_000;

/** Writes a new announcement or another form of an old one; for whom it is stays. */
export function AnnouncementForm({ me, old, onDone }: FormProps) {
  const words = useWords().announcements;
  const client = useQueryClient();
  const places = usePlaces(me);
  const was = old === 'new' ? undefined : old;
  const [place, setPlace] = useState<string | null>(null);
  const [title, setTitle] = useState(was?.title ?? '');
  const [body, setBody] = useState(was?.body ?? '');
  const [from, setFrom] = useState(was?.from ?? dateHere());
  const [to, setTo] = useState(was?.to ?? dateHere(new Date(Date.now() + week)));
  const [urgent, setUrgent] = useState(was?.urgent ?? false);
  const chosen = place ?? places[0]?.value ?? null;
  const send = useMutation({
    mutationFn: () => {
      const texts = { title, body, from, to, urgent };
      if (was !== undefined) return call(`/announcements/${was.id}`, { method: 'PATCH', body: texts });
      return call('/announcements', { body: { ...texts, schoolId: chosen === everybody ? null : chosen } });
    },
    onSuccess: async () => {
      await Promise.all(['announcements', 'dashboard'].map((key) => client.invalidateQueries({ queryKey: [key] })));
      onDone();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        {send.isError && <ProblemNote error={send.error} />}
        {was === undefined && places.length > 1 && (
          <Select label={words.to} data={places} value={chosen} onChange={setPlace} allowDeselect={false} searchable />
        )}
        <TextInput
          label={words.subject}
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
          maxLength={120}
          required
          data-autofocus
        />
        <Textarea
          label={words.body}
          value={body}
          onChange={(event) => setBody(event.currentTarget.value)}
          maxLength={2_000}
          minRows={3}
          maxRows={12}
          autosize
        />
        <Group grow>
          <TextInput
            type="date"
            label={words.from}
            value={from}
            onChange={(event) => setFrom(event.currentTarget.value)}
            required
          />
          <TextInput
            type="date"
            label={words.until}
            value={to}
            min={from}
            onChange={(event) => setTo(event.currentTarget.value)}
            required
          />
        </Group>
        <Checkbox label={words.urgent} checked={urgent} onChange={(event) => setUrgent(event.currentTarget.checked)} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            {words.cancel}
          </Button>
          <Button type="submit" loading={send.isPending} disabled={was === undefined && chosen === null}>
            {was === undefined ? words.submit : words.save}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** To whom the writer may announce. */
function usePlaces(me: Me): { readonly value: string; readonly label: string }[] {
  const words = useWords().announcements;
  const isOfDistrict = me.memberships.some(({ role }) => role === 'district-admin');
  const schools = useQuery({
    queryKey: ['schools', 'all'],
    queryFn: () => call<SchoolsAnswer>('/schools?limit=200'),
    enabled: isOfDistrict,
  });
  const led = me.memberships.flatMap(({ role, school }) =>
    school !== null && leading.includes(role) ? [[school.id, school.name] as const] : [],
  );
  const named = new Map([...led, ...(schools.data?.items ?? []).map(({ id, name }) => [id, name] as const)]);
  return [
    ...(isOfDistrict ? [{ value: everybody, label: words.everybody }] : []),
    ...[...named].map(([value, label]) => ({ value, label })),
  ];
}
