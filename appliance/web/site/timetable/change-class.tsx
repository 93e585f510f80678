import { Button, Group, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Class } from '../../../features/classes/schema.ts';
import { call } from '../api/client.ts';
import { Dialog } from '../components/dialog.tsx';
import { ProblemNote } from '../components/problem.tsx';
import { useWords } from '../words/words.ts';
import { ClassFields, classBody } from './class-fields.tsx';

type Props = { readonly klass: Class; readonly isTaught: boolean };

/** Another name, another roll; another grade while nothing is taught to the class. */
export function ChangeClass({ klass, isTaught }: Props) {
  const words = useWords().classes;
  const [isOpen, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        {words.edit}
      </Button>
      <Dialog opened={isOpen} onClose={close} title={words.edit}>
        <ClassForm klass={klass} isTaught={isTaught} onDone={close} />
      </Dialog>
    </>
  );
}

function ClassForm({ klass, isTaught, onDone }: Props & { readonly onDone: () => void }) {
  const words = useWords().classes;
  const client = useQueryClient();
  const [draft, setDraft] = useState({ grade: klass.grade as string | null, ...roll(klass) });
  const change = useMutation({
    mutationFn: () => call<Class>(`/classes/${klass.id}`, { method: 'PATCH', body: classBody(draft) }),
    onSuccess: async () => {
      await Promise.all(
        [['classes'], ['allocations'], ['timetable']].map((queryKey) => client.invalidateQueries({ queryKey })),
      );
      onDone();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <ClassFields value={draft} onChange={setDraft} {...(isTaught ? { gradeFixed: words.gradeFixed } : {})} />
        {change.isError && <ProblemNote error={change.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            {words.cancel}
          </Button>
          <Button type="submit" loading={change.isPending} disabled={draft.name.trim() === ''}>
            {words.save}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function roll({ name, boys, girls }: Class): { name: string; boys: string | number; girls: string | number } {
  return { name, boys, girls };
}
