import { Button, Card, Group, Select, SimpleGrid, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Me } from '../../../features/me/schema.ts';
import type { PersonDetails } from '../../../features/people/schema.ts';
import type { SchoolsAnswer } from '../../../features/schools/schema.ts';
import { call } from '../api/client.ts';
import { ProblemNote } from '../components/problem.tsx';
import { dateHere } from '../words/dates.ts';
import { useWords } from '../words/words.ts';
import { isDistrict, rolesToGive } from './appointing.ts';
import { RoleAndDepartment, type RoleChoice } from './role-and-department.tsx';

type Props = { readonly me: Me; readonly person: PersonDetails };

/** A further role at a school of the person's, and the move to another school. */
export function MoreRoles({ me, person }: Props) {
  const today = dateHere();
  const schools = new Map(
    person.memberships.flatMap(({ school, to }) =>
      school !== null && (to === null || to >= today) ? [[school.id, school.name] as const] : [],
    ),
  );
  const [schoolId] = schools.keys();
  if (schoolId === undefined) return null;
  return (
    <>
      {rolesToGive(me, schoolId).length > 0 && <AddRole me={me} person={person} schoolId={schoolId} />}
      {isDistrict(me) && <Transfer person={person} from={schools} />}
    </>
  );
}

function useRefresh(person: PersonDetails) {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ['person', person.id] });
}

function AddRole({ me, person, schoolId }: Props & { readonly schoolId: string }) {
  const words = useWords().roles;
  const refresh = useRefresh(person);
  const [choice, setChoice] = useState<RoleChoice>({ role: 'head-of-department', departmentId: '' });
  const [from, setFrom] = useState(dateHere());
  const [to, setTo] = useState('');
  const add = useMutation({
    mutationFn: () => {
      const { role, departmentId } = choice;
      const days = { from, to: to === '' ? null : to };
      const body = { schoolId, role, ...days, ...(departmentId === '' ? {} : { departmentId }) };
      return call<PersonDetails>(`/people/${person.id}/memberships`, { body });
    },
    onSuccess: refresh,
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
          <Text size="sm">{words.addHint}</Text>
          {add.isError && <ProblemNote error={add.error} />}
          <RoleAndDepartment me={me} schoolId={schoolId} value={choice} onChange={setChoice} />
          <SimpleGrid cols={{ base: 1, xs: 2 }} style={{ alignItems: 'end' }}>
            <TextInput
              type="date"
              label={words.from}
              description={words.firstDayFrom}
              value={from}
              onChange={(event) => setFrom(event.currentTarget.value)}
              required
            />
            <TextInput
              type="date"
              label={words.lastDay}
              description={words.lastDayOpen}
              value={to}
              min={from}
              onChange={(event) => setTo(event.currentTarget.value)}
            />
          </SimpleGrid>
          <Group>
            <Button type="submit" variant="default" loading={add.isPending}>
              {words.add}
            </Button>
          </Group>
        </Stack>
      </form>
    </Card>
  );
}

type TransferProps = { readonly person: PersonDetails; readonly from: ReadonlyMap<string, string> };

function Transfer({ person, from }: TransferProps) {
  const words = useWords().roles;
  const refresh = useRefresh(person);
  const [old, setOld] = useState([...from.keys()][0] ?? '');
  const [next, setNext] = useState<string | null>(null);
  const [day, setDay] = useState(dateHere());
  const schools = useQuery({ queryKey: ['schools'], queryFn: () => call<SchoolsAnswer>('/schools') });
  const move = useMutation({
    mutationFn: () =>
      call<PersonDetails>(`/people/${person.id}/transfer`, { body: { fromSchoolId: old, toSchoolId: next, on: day } }),
    onSuccess: refresh,
  });
  const others = (schools.data?.items ?? []).filter(({ id }) => id !== old);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    move.mutate();
  };
  return (
    <Card withBorder maw={640}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Title order={2} size="h4">
            {words.transfer}
          </Title>
          <Text size="sm">{words.transferLead}</Text>
          {move.isError && <ProblemNote error={move.error} />}
          {from.size > 1 && (
            <Select
              label={words.fromSchool}
              data={[...from].map(([value, label]) => ({ value, label }))}
              value={old}
              onChange={(value) => setOld(value ?? old)}
              allowDeselect={false}
            />
          )}
          <Select
            label={words.toSchool}
            data={others.map(({ id, name }) => ({ value: id, label: name }))}
            value={next}
            onChange={setNext}
            searchable
            required
          />
          <TextInput
            type="date"
            label={words.firstDay}
            value={day}
            onChange={(event) => setDay(event.currentTarget.value)}
            required
          />
          <Group>
            <Button type="submit" variant="default" loading={move.isPending} disabled={next === null}>
              {words.transfer}
            </Button>
          </Group>
        </Stack>
      </form>
    </Card>
  );
}
