import { Alert, Anchor, Badge, Button, Card, Group, Loader, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Link } from 'wouter';
import type { ChangePersonRequest, OneTimePasswordAnswer, PersonDetails } from '../../../features/people/schema.ts';
import { call } from '../api/client.ts';
import { OneTimePassword } from '../components/one-time-password.tsx';
import { PageHead } from '../components/page-head.tsx';
import { ProblemNote } from '../components/problem.tsx';
import type { PageProps } from '../pages.tsx';
import { GiveCode } from '../people/give-code.tsx';
import { MoreRoles } from '../people/more-roles.tsx';
import { RolesOfPerson } from '../people/roles-of-person.tsx';
import { useWords } from '../words/words.ts';

/** One person: roles with their days, and what whoever looks after them may do. */
export function PersonPage({ me, params }: PageProps) {
  const id = params['id'] ?? '';
  const all = useWords();
  const words = all.person;
  const person = useQuery({ queryKey: ['person', id], queryFn: () => call<PersonDetails>(`/people/${id}`) });
  if (person.isPending) return <Loader aria-label={all.loading} />;
  if (person.isError) return <ProblemNote error={person.error} onRetry={() => person.refetch()} />;
  const one = person.data;
  const school = one.memberships.findLast((role) => role.school !== null)?.school;
  return (
    <Stack>
      {school != null && (
        <Anchor component={Link} href={`/schools/${school.id}`}>
          ← {all.people.title(school.name)}
        </Anchor>
      )}
      <PageHead title={one.fullName} lead={words.signsInAs(one.staffNumber ?? one.userName)} />
      <Group gap="xs">
        <Badge variant="default" size="lg" tt="none">
          {words.status[one.status]}
        </Badge>
        <Text size="sm">{one.lastSignInAt === null ? words.neverSignedIn : words.lastSignIn(one.lastSignInAt)}</Text>
      </Group>
      <RolesOfPerson me={me} person={one} />
      {one.mayGiveCode && <GiveCode personId={one.id} />}
      {one.inCare ? <Care person={one} /> : <Text c="dimmed">{words.notInCare}</Text>}
      <MoreRoles me={me} person={one} />
    </Stack>
  );
}

function Care({ person }: { readonly person: PersonDetails }) {
  const words = useWords().person;
  const client = useQueryClient();
  const [made, setMade] = useState<OneTimePasswordAnswer | undefined>();
  const refresh = () => client.invalidateQueries({ queryKey: ['person', person.id] });
  const reset = useMutation({
    mutationFn: () => call<OneTimePasswordAnswer>(`/people/${person.id}/reset-password`, { method: 'POST' }),
    onSuccess: (answer) => {
      setMade(answer);
      return refresh();
    },
  });
  const change = useMutation({
    mutationFn: (body: ChangePersonRequest) => call<PersonDetails>(`/people/${person.id}`, { method: 'PATCH', body }),
    onSuccess: refresh,
  });
  const end = useMutation({
    mutationFn: () => call<undefined>(`/people/${person.id}/sessions`, { method: 'DELETE' }),
  });
  const failed = [reset, change, end].find((one) => one.isError);
  const suspended = person.status === 'suspended';
  return (
    <Stack>
      {failed !== undefined && <ProblemNote error={failed.error} />}
      {made !== undefined && <OneTimePassword made={made} onDone={() => setMade(undefined)} />}
      {end.isSuccess && (
        <Alert color="green" variant="light" role="status" styles={{ message: { color: 'var(--mantine-color-text)' } }}>
          {words.ended}
        </Alert>
      )}
      <Card withBorder maw={640}>
        <Stack gap="sm">
          <Title order={2} size="h4">
            {words.signIn}
          </Title>
          <Text size="sm">{words.signInHint}</Text>
          <Group>
            <Button variant="default" loading={reset.isPending} onClick={() => reset.mutate()}>
              {words.reset}
            </Button>
            <Button variant="default" loading={end.isPending} onClick={() => end.mutate()}>
              {words.endSessions}
            </Button>
            <Button
              variant="default"
              loading={change.isPending}
              onClick={() => change.mutate({ status: suspended ? 'active' : 'suspended' })}
            >
              {suspended ? words.reinstate : words.suspend}
            </Button>
          </Group>
        </Stack>
      </Card>
      <Details person={person} onSave={(body) => change.mutate(body)} isSaving={change.isPending} />
    </Stack>
  );
}

type DetailsProps = {
  readonly person: PersonDetails;
  readonly onSave: (body: ChangePersonRequest) => void;
  readonly isSaving: boolean;
};

function Details({ person, onSave, isSaving }: DetailsProps) {
  const all = useWords();
  const [fullName, setFullName] = useState(person.fullName);
  const [staffNumber, setStaffNumber] = useState(person.staffNumber ?? '');
  const [userName, setUserName] = useState(person.userName);
  const [phone, setPhone] = useState(person.phone ?? '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSave({
      fullName,
      staffNumber: staffNumber.trim() === '' ? null : staffNumber,
      phone: phone.trim() === '' ? null : phone,
      // A staff number that serves as user name may have characters that a chosen one may not.
      ...(userName === person.userName ? {} : { userName }),
    });
  };
  return (
    <Card withBorder maw={640}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Title order={2} size="h4">
            {all.person.details}
          </Title>
          <TextInput
            label={all.people.fullName}
            value={fullName}
            onChange={(event) => setFullName(event.currentTarget.value)}
            maxLength={120}
            required
          />
          <TextInput
            label={all.people.staffNumber}
            value={staffNumber}
            onChange={(event) => setStaffNumber(event.currentTarget.value)}
            maxLength={40}
          />
          <TextInput
            label={all.people.userName}
            value={userName}
            onChange={(event) => setUserName(event.currentTarget.value)}
            maxLength={60}
            required
          />
          <TextInput
            label={all.person.phone}
            value={phone}
            onChange={(event) => setPhone(event.currentTarget.value)}
            maxLength={30}
          />
          <Group>
            <Button type="submit" loading={isSaving}>
              {all.person.save}
            </Button>
          </Group>
        </Stack>
      </form>
    </Card>
  );
}
