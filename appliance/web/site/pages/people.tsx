import { Anchor, Button, Card, Code, Group, Loader, Select, Stack, Table, Text, TextInput, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Link } from 'wouter';
import type { Me, Role } from '../../../features/me/schema.ts';
import type { OneTimePasswordAnswer, PeopleAnswer } from '../../../features/people/schema.ts';
import type { SchoolsAnswer } from '../../../features/schools/schema.ts';
import { call } from '../api/client.ts';
import { ProblemNote } from '../components/problem.tsx';
import type { PageProps } from '../pages.tsx';
import { useWords } from '../words/words.ts';

export function People({ me, params }: PageProps) {
  const schoolId = params['id'] ?? '';
  const all = useWords();
  const words = all.people;
  const schools = useQuery({ queryKey: ['schools'], queryFn: () => call<SchoolsAnswer>('/schools') });
  const people = useQuery({
    queryKey: ['people', schoolId],
    queryFn: () => call<PeopleAnswer>(`/people?schoolId=${schoolId}`),
  });
  const [made, setMade] = useState<OneTimePasswordAnswer | undefined>();
  const school = schools.data?.items.find((one) => one.id === schoolId);
  return (
    <Stack>
      <Anchor component={Link} href="/schools">
        ← {all.schools.title}
      </Anchor>
      <Title order={1} size="h2">
        {words.title(school?.name ?? '…')}
      </Title>
      {people.isPending && <Loader aria-label={all.loading} />}
      {people.isError && <ProblemNote error={people.error} onRetry={() => people.refetch()} />}
      {people.data?.items.length === 0 && <Text>{words.empty}</Text>}
      {people.data !== undefined && people.data.items.length > 0 && (
        <Table striped>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{words.fullName}</Table.Th>
              <Table.Th>{words.userName}</Table.Th>
              <Table.Th>{words.role}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {people.data.items.map((person) => (
              <Table.Tr key={person.id}>
                <Table.Td>
                  {person.fullName}
                  {person.mustChangePassword && (
                    <Text size="xs" c="dimmed">
                      {words.neverSignedIn}
                    </Text>
                  )}
                </Table.Td>
                <Table.Td>{person.userName}</Table.Td>
                <Table.Td>{person.memberships.map((one) => words.roles[one.role]).join(', ')}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {made === undefined ? (
        <AddPerson me={me} schoolId={schoolId} onMade={setMade} />
      ) : (
        <OneTimePassword made={made} onDone={() => setMade(undefined)} />
      )}
    </Stack>
  );
}

type AddProps = { readonly me: Me; readonly schoolId: string; readonly onMade: (made: OneTimePasswordAnswer) => void };

function AddPerson({ me, schoolId, onMade }: AddProps) {
  const words = useWords().people;
  const client = useQueryClient();
  const [fullName, setFullName] = useState('');
  const [staffNumber, setStaffNumber] = useState('');
  const [role, setRole] = useState<Role>('teacher');
  const roles: readonly Role[] = me.memberships.some((one) => one.role === 'district-admin')
    ? ['teacher', 'school-ict-admin']
    : ['teacher'];
  const add = useMutation({
    mutationFn: () => call<OneTimePasswordAnswer>('/people', { body: { schoolId, role, fullName, staffNumber } }),
    onSuccess: (answer) => {
      onMade(answer);
      return client.invalidateQueries({ queryKey: ['people', schoolId] });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate();
  };
  return (
    <Card withBorder maw={640}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Title order={2} size="h4">
            {words.add}
          </Title>
          {add.isError && <ProblemNote error={add.error} />}
          <TextInput
            label={words.fullName}
            value={fullName}
            onChange={(event) => setFullName(event.currentTarget.value)}
            maxLength={120}
            required
          />
          <TextInput
            label={words.staffNumber}
            value={staffNumber}
            onChange={(event) => setStaffNumber(event.currentTarget.value)}
            maxLength={40}
            required
          />
          <Select
            label={words.role}
            data={roles.map((value) => ({ value, label: words.roles[value] }))}
            value={role}
            onChange={(next) => setRole((next ?? 'teacher') as Role)}
            allowDeselect={false}
          />
          <Group>
            <Button type="submit" loading={add.isPending}>
              {words.add}
            </Button>
          </Group>
        </Stack>
      </form>
    </Card>
  );
}

function OneTimePassword({ made, onDone }: { readonly made: OneTimePasswordAnswer; readonly onDone: () => void }) {
  const words = useWords().people;
  return (
    <Card withBorder maw={640} role="status">
      <Stack gap="sm">
        <Title order={2} size="h4">
          {words.oneTimeTitle}
        </Title>
        <Text>{words.oneTime(made.person.fullName)}</Text>
        <Text>
          {words.userName}: <Code fz="md">{made.person.userName}</Code>
        </Text>
        <Text>
          {words.password}: <Code fz="md">{made.oneTimePassword}</Code>
        </Text>
        <Group>
          <Button onClick={onDone}>{words.done}</Button>
        </Group>
      </Stack>
    </Card>
  );
}
