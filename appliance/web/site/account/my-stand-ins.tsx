import { Button, Group, Select, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Me, Membership } from '../../../features/me/schema.ts';
import type { PeopleAnswer } from '../../../features/people/schema.ts';
import type { StandIn, StandInsAnswer } from '../../../features/stand-ins/schema.ts';
import { call } from '../api/client.ts';
import { ProblemNote } from '../components/problem.tsx';
import { dateHere, daysFrom, shortDate } from '../words/dates.ts';
import { useWords } from '../words/words.ts';

/** Roles of one's own in which somebody may stand in. */
export function rolesToLend(me: Me): readonly Membership[] {
  return me.memberships.filter(
    ({ role, school, actingFor }) =>
      school !== null && actingFor === null && ['head', 'deputy', 'head-of-department'].includes(role),
  );
}

/** Who stands in for the person while they are away, and for whom they do. */
export function MyStandIns({ me }: { readonly me: Me }) {
  const words = useWords().standIns;
  const client = useQueryClient();
  const list = useQuery({ queryKey: ['stand-ins'], queryFn: () => call<StandInsAnswer>('/stand-ins') });
  const end = useMutation({
    mutationFn: (id: string) => call<undefined>(`/stand-ins/${id}`, { method: 'DELETE' }),
    onSettled: () => client.invalidateQueries({ queryKey: ['stand-ins'] }),
  });
  const items = list.data?.items ?? [];
  return (
    <Stack gap="sm">
      {list.isError && <ProblemNote error={list.error} onRetry={() => list.refetch()} />}
      {end.isError && <ProblemNote error={end.error} />}
      {list.data !== undefined && items.length === 0 && <Text size="sm">{words.nobody}</Text>}
      {items.map((one) => (
        <Group key={one.id} justify="space-between" gap="xs">
          <Line one={one} isMine={one.for.id === me.id} />
          {one.for.id === me.id && (
            <Button
              size="xs"
              variant="default"
              loading={end.isPending && end.variables === one.id}
              onClick={() => end.mutate(one.id)}
              aria-label={words.endOf(one.person.fullName)}
            >
              {words.end}
            </Button>
          )}
        </Group>
      ))}
      {rolesToLend(me).length > 0 && <Lend roles={rolesToLend(me)} me={me} />}
    </Stack>
  );
}

function Line({ one, isMine }: { readonly one: StandIn; readonly isMine: boolean }) {
  const all = useWords();
  const where = [all.people.roles[one.role], one.department?.name, one.school.name].filter((part) => part != null);
  return (
    <div style={{ minWidth: 0 }}>
      <Text size="sm" fw={600}>
        {isMine ? all.standIns.forMe(one.person.fullName) : all.standIns.forOther(one.for.fullName)}
      </Text>
      <Text size="sm" c="dimmed">
        {where.join(' · ')} · {shortDate(one.from)} – {shortDate(one.to)}
      </Text>
    </div>
  );
}

function Lend({ roles, me }: { readonly roles: readonly Membership[]; readonly me: Me }) {
  const all = useWords();
  const words = all.standIns;
  const client = useQueryClient();
  const [roleId, setRole] = useState(roles[0]?.id ?? '');
  const [personId, setPerson] = useState<string | null>(null);
  const [from, setFrom] = useState(dateHere());
  const [to, setTo] = useState(daysFrom(dateHere(), 7));
  const role = roles.find(({ id }) => id === roleId);
  const schoolId = role?.school?.id;
  const people = useQuery({
    queryKey: ['people', schoolId, 'all'],
    queryFn: () => call<PeopleAnswer>(`/people?schoolId=${schoolId}&limit=200`),
    enabled: schoolId !== undefined,
  });
  const lend = useMutation({
    mutationFn: () => call<StandInsAnswer>('/stand-ins', { body: { membershipId: roleId, personId, from, to } }),
    onSuccess: (answer) => {
      setPerson(null);
      client.setQueryData(['stand-ins'], answer);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    lend.mutate();
  };
  const label = ({ role: name, department, school }: Membership) =>
    [all.people.roles[name], department?.name ?? school?.name].filter((part) => part != null).join(' · ');
  const others = (people.data?.items ?? []).filter(({ id, status }) => id !== me.id && status === 'active');
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        {roles.length > 1 && (
          <Select
            label={words.role}
            data={roles.map((one) => ({ value: one.id, label: label(one) }))}
            value={roleId}
            onChange={(next) => {
              setRole(next ?? roleId);
              setPerson(null);
            }}
            allowDeselect={false}
          />
        )}
        {people.isError && <ProblemNote error={people.error} onRetry={() => people.refetch()} />}
        <Select
          label={words.who}
          {...(role?.role === 'head-of-department' ? { description: words.ofDepartment } : {})}
          data={others.map(({ id, fullName }) => ({ value: id, label: fullName }))}
          value={personId}
          onChange={setPerson}
          nothingFoundMessage={words.noOne}
          searchable
          required
        />
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <TextInput
            type="date"
            label={words.from}
            value={from}
            min={dateHere()}
            onChange={(event) => setFrom(event.currentTarget.value)}
            required
          />
          <TextInput
            type="date"
            label={words.to}
            value={to}
            min={from}
            onChange={(event) => setTo(event.currentTarget.value)}
            required
          />
        </SimpleGrid>
        {lend.isError && <ProblemNote error={lend.error} />}
        <Group>
          <Button type="submit" variant="default" loading={lend.isPending} disabled={personId === null}>
            {words.lend}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
