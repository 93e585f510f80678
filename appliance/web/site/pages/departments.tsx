import { Anchor, Button, Card, Group, Loader, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Link } from 'wouter';
import type { Department, DepartmentsAnswer } from '../../../features/departments/schema.ts';
import type { SchoolsAnswer } from '../../../features/schools/schema.ts';
import { call } from '../api/client.ts';
import { Dialog } from '../components/dialog.tsx';
import { PageHead } from '../components/page-head.tsx';
import { ProblemNote } from '../components/problem.tsx';
import type { PageProps } from '../pages.tsx';
import { useWords } from '../words/words.ts';

/** The departments of a school: named, renamed, removed while empty. */
export function Departments({ params }: PageProps) {
  const schoolId = params['id'] ?? '';
  const all = useWords();
  const words = all.departments;
  const schools = useQuery({ queryKey: ['schools'], queryFn: () => call<SchoolsAnswer>('/schools') });
  const departments = useQuery({
    queryKey: ['departments', schoolId],
    queryFn: () => call<DepartmentsAnswer>(`/departments?schoolId=${schoolId}`),
  });
  const school = schools.data?.items.find(({ id }) => id === schoolId);
  return (
    <Stack maw={680}>
      <Anchor component={Link} href={`/schools/${schoolId}`}>
        ← {all.people.title(school?.name ?? '…')}
      </Anchor>
      <PageHead title={words.title(school?.name ?? '…')} lead={words.lead} />
      {departments.isPending && <Loader aria-label={all.loading} />}
      {departments.isError && <ProblemNote error={departments.error} onRetry={() => departments.refetch()} />}
      {departments.data?.items.length === 0 && <Text>{words.empty}</Text>}
      {departments.data?.items.map((one) => (
        <DepartmentCard key={one.id} one={one} />
      ))}
      <AddDepartment schoolId={schoolId} />
    </Stack>
  );
}

function DepartmentCard({ one }: { readonly one: Department }) {
  const all = useWords();
  const words = all.departments;
  const client = useQueryClient();
  const [renames, setRenames] = useState(false);
  const [name, setName] = useState(one.name);
  const refresh = () => client.invalidateQueries({ queryKey: ['departments', one.schoolId] });
  const rename = useMutation({
    mutationFn: () => call<Department>(`/departments/${one.id}`, { method: 'PATCH', body: { name } }),
    onSuccess: () => {
      setRenames(false);
      return refresh();
    },
  });
  const remove = useMutation({
    mutationFn: () => call<undefined>(`/departments/${one.id}`, { method: 'DELETE' }),
    onSuccess: refresh,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    rename.mutate();
  };
  return (
    <Card withBorder padding="sm">
      <Group justify="space-between">
        <div>
          <Text fw={600}>{one.name}</Text>
          <Text size="sm" c="dimmed">
            {words.people(one.people)}
          </Text>
        </div>
        <Group gap="xs">
          <Button size="xs" variant="default" onClick={() => setRenames(true)} aria-label={words.renameOf(one.name)}>
            {words.rename}
          </Button>
          {one.people === 0 && (
            <Button
              size="xs"
              variant="default"
              loading={remove.isPending}
              onClick={() => remove.mutate()}
              aria-label={words.removeOf(one.name)}
            >
              {words.remove}
            </Button>
          )}
        </Group>
      </Group>
      {remove.isError && <ProblemNote error={remove.error} />}
      <Dialog opened={renames} onClose={() => setRenames(false)} title={words.renameOf(one.name)}>
        <form onSubmit={submit}>
          <Stack>
            {rename.isError && <ProblemNote error={rename.error} />}
            <TextInput
              label={words.name}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              maxLength={80}
              required
              data-autofocus
            />
            <Group justify="flex-end">
              <Button type="submit" loading={rename.isPending}>
                {words.save}
              </Button>
            </Group>
          </Stack>
        </form>
      </Dialog>
    </Card>
  );
}

function AddDepartment({ schoolId }: { readonly schoolId: string }) {
  const words = useWords().departments;
  const client = useQueryClient();
  const [name, setName] = useState('');
  const add = useMutation({
    mutationFn: () => call<Department>('/departments', { body: { schoolId, name } }),
    onSuccess: () => {
      setName('');
      return client.invalidateQueries({ queryKey: ['departments', schoolId] });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="xs">
        {add.isError && <ProblemNote error={add.error} />}
        <Group align="flex-end">
          <TextInput
            label={words.name}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            maxLength={80}
            w={300}
            maw="100%"
            required
          />
          <Button type="submit" loading={add.isPending}>
            {words.add}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
