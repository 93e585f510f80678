import { Anchor, Button, Card, Group, Loader, Stack, Table, Text, TextInput, Title } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Link } from 'wouter';
import type { Me } from '../../../features/me/schema.ts';
import type { OneTimePasswordAnswer, PeopleAnswer } from '../../../features/people/schema.ts';
import type { SchoolsAnswer } from '../../../features/schools/schema.ts';
import { call } from '../api/client.ts';
import { OneTimePassword } from '../components/one-time-password.tsx';
import { ProblemNote } from '../components/problem.tsx';
import { Slips } from '../components/slips.tsx';
import type { PageProps } from '../pages.tsx';
import { RoleAndDepartment, type RoleChoice } from '../people/role-and-department.tsx';
import { useWords } from '../words/words.ts';

export function People({ me, params }: PageProps) {
  const schoolId = params['id'] ?? '';
  const all = useWords();
  const words = all.people;
  const schools = useQuery({ queryKey: ['schools'], queryFn: () => call<SchoolsAnswer>('/schools') });
  const [search, setSearch] = useState('');
  const people = useInfiniteQuery({
    queryKey: ['people', schoolId, search],
    queryFn: ({ pageParam }) =>
      call<PeopleAnswer>(
        `/people?schoolId=${schoolId}&search=${encodeURIComponent(search)}${pageParam === '' ? '' : `&after=${pageParam}`}`,
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
  });
  const found = people.data?.pages.flatMap(({ items }) => items) ?? [];
  const mayCare = me.memberships.some(
    ({ role, school: at }) => role === 'district-admin' || (role === 'school-ict-admin' && at?.id === schoolId),
  );
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
      <Group align="flex-end">
        <TextInput
          label={all.peopleList.search}
          placeholder={all.peopleList.searchHint}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          maxLength={60}
          w={280}
          maw="100%"
          type="search"
        />
        {mayCare && (
          <>
            <Button component={Link} href={`/schools/${schoolId}/departments`} variant="default">
              {all.departments.link}
            </Button>
            <Button component={Link} href={`/schools/${schoolId}/approval`} variant="default">
              {all.approvalSteps.link}
            </Button>
            <Button component={Link} href={`/schools/${schoolId}/audit`} variant="default">
              {all.audit.link}
            </Button>
            <Button component={Link} href={`/schools/${schoolId}/import`} variant="default">
              {all.peopleList.bringIn}
            </Button>
            <Button component="a" href={`/api/v1/people/export?schoolId=${schoolId}`} variant="default" download>
              {all.peopleList.download}
            </Button>
          </>
        )}
      </Group>
      {people.data !== undefined && found.length === 0 && (
        <Text>{search === '' ? words.empty : all.peopleList.nobody}</Text>
      )}
      {found.length > 0 && (
        <Table striped>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{words.fullName}</Table.Th>
              <Table.Th>{words.userName}</Table.Th>
              <Table.Th>{words.role}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {found.map((person) => (
              <Table.Tr key={person.id}>
                <Table.Td>
                  <Anchor component={Link} href={`/people/${person.id}`}>
                    {person.fullName}
                  </Anchor>
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
      {people.hasNextPage && (
        <Group>
          <Button variant="default" loading={people.isFetchingNextPage} onClick={() => people.fetchNextPage()}>
            {all.peopleList.more}
          </Button>
        </Group>
      )}
      {mayCare && <Slips request={{ schoolId }} />}
      {made === undefined ? (
        mayCare && <AddPerson me={me} schoolId={schoolId} onMade={setMade} />
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
  const [choice, setChoice] = useState<RoleChoice>({ role: 'teacher', departmentId: '' });
  const add = useMutation({
    mutationFn: () => {
      const { role, departmentId } = choice;
      const department = departmentId === '' ? {} : { departmentId };
      return call<OneTimePasswordAnswer>('/people', { body: { schoolId, role, fullName, staffNumber, ...department } });
    },
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
          <RoleAndDepartment me={me} schoolId={schoolId} value={choice} onChange={setChoice} />
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
