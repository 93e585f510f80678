import { Button, Group, Select, Stack, Table, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { DepartmentsAnswer } from '../../../features/departments/schema.ts';
import type { Me, Membership } from '../../../features/me/schema.ts';
import type { ChangeMembershipRequest, PersonDetails } from '../../../features/people/schema.ts';
import { call } from '../api/client.ts';
import { Dialog } from '../components/dialog.tsx';
import { ProblemNote } from '../components/problem.tsx';
import { dateHere } from '../words/dates.ts';
import { useWords } from '../words/words.ts';
import { mayAppoint } from './appointing.ts';

type Props = { readonly me: Me; readonly person: PersonDetails };

/** A person's roles with their days, past ones too; each that the caller gives can be ended. */
export function RolesOfPerson({ me, person }: Props) {
  const all = useWords();
  const words = all.roles;
  const [ended, setEnded] = useState<Membership | undefined>();
  const [moved, setMoved] = useState<Membership | undefined>();
  const isOpen = (role: Membership) => role.to === null || role.to >= dateHere();
  return (
    <>
      <Table.ScrollContainer minWidth={420} type="native" tabIndex={0}>
        <Table striped>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{all.people.role}</Table.Th>
              <Table.Th>{all.person.where}</Table.Th>
              <Table.Th>{all.person.from}</Table.Th>
              <Table.Th>{all.person.to}</Table.Th>
              <Table.Td />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {person.memberships.map((role) => (
              <Table.Tr key={role.id}>
                <Table.Td>
                  {role.actingFor === null
                    ? all.people.roles[role.role]
                    : words.actingFor(all.people.roles[role.role], role.actingFor)}
                </Table.Td>
                <Table.Td>
                  {[role.school?.name, role.department?.name].filter((part) => part != null).join(' · ')}
                </Table.Td>
                <Table.Td>{role.from}</Table.Td>
                <Table.Td>{role.to ?? all.person.open}</Table.Td>
                <Table.Td>
                  {isOpen(role) && mayAppoint(me, role) && (
                    <Group gap="xs" justify="flex-end" wrap="nowrap">
                      {role.role === 'teacher' && (
                        <Button
                          size="xs"
                          variant="default"
                          onClick={() => setMoved(role)}
                          aria-label={words.changeDepartment(all.people.roles[role.role])}
                        >
                          {words.department}
                        </Button>
                      )}
                      <Button
                        size="xs"
                        variant="default"
                        onClick={() => setEnded(role)}
                        aria-label={words.endOf(all.people.roles[role.role])}
                      >
                        {words.end}
                      </Button>
                    </Group>
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {ended !== undefined && <EndRole person={person} role={ended} onDone={() => setEnded(undefined)} />}
      {moved !== undefined && <MoveRole person={person} role={moved} onDone={() => setMoved(undefined)} />}
    </>
  );
}

type RoleProps = { readonly person: PersonDetails; readonly role: Membership; readonly onDone: () => void };

function useChange({ person, role, onDone }: RoleProps) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: ChangeMembershipRequest) =>
      call<PersonDetails>(`/memberships/${role.id}`, { method: 'PATCH', body }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['person', person.id] });
      onDone();
    },
  });
}

function EndRole(props: RoleProps) {
  const all = useWords();
  const words = all.roles;
  const [day, setDay] = useState(dateHere());
  const change = useChange(props);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate({ to: day });
  };
  return (
    <Dialog opened onClose={props.onDone} title={words.endTitle}>
      <form onSubmit={submit}>
        <Stack>
          <Text>{words.endLead(all.people.roles[props.role.role].toLowerCase(), props.person.fullName)}</Text>
          {change.isError && <ProblemNote error={change.error} />}
          <TextInput
            type="date"
            label={words.lastDay}
            value={day}
            min={props.role.from}
            onChange={(event) => setDay(event.currentTarget.value)}
            required
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={props.onDone} data-autofocus>
              {words.cancel}
            </Button>
            <Button type="submit" color="clay" loading={change.isPending}>
              {words.end}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

function MoveRole(props: RoleProps) {
  const all = useWords();
  const words = all.roles;
  const schoolId = props.role.school?.id ?? '';
  const [department, setDepartment] = useState(props.role.department?.id ?? '');
  const departments = useQuery({
    queryKey: ['departments', schoolId],
    queryFn: () => call<DepartmentsAnswer>(`/departments?schoolId=${schoolId}`),
  });
  const change = useChange(props);
  const none = { value: '', label: words.noDepartment };
  return (
    <Dialog opened onClose={props.onDone} title={words.changeDepartment(all.people.roles[props.role.role])}>
      <Stack>
        {change.isError && <ProblemNote error={change.error} />}
        {departments.isError && <ProblemNote error={departments.error} />}
        <Select
          label={words.department}
          data={[none, ...(departments.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))]}
          value={department}
          onChange={(next) => setDepartment(next ?? '')}
          allowDeselect={false}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={props.onDone}>
            {words.cancel}
          </Button>
          <Button
            loading={change.isPending}
            onClick={() => change.mutate({ departmentId: department === '' ? null : department })}
          >
            {all.person.save}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
