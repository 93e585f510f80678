import { Button, Card, Group, Loader, Select, Stack, Table, Text, TextInput, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Link } from 'wouter';
import type { Me } from '../../../features/me/schema.ts';
import type { CreateSchoolRequest, School, SchoolsAnswer } from '../../../features/schools/schema.ts';
import { call } from '../api/client.ts';
import { PageHead } from '../components/page-head.tsx';
import { ProblemNote } from '../components/problem.tsx';
import { SiteLanguageCard } from '../components/site-language.tsx';
import { useWords } from '../words/words.ts';

export function Schools({ me }: { readonly me: Me }) {
  const all = useWords();
  const words = all.schools;
  const schools = useQuery({ queryKey: ['schools'], queryFn: () => call<SchoolsAnswer>('/schools') });
  const mayAdd = me.memberships.some((one) => one.role === 'district-admin');
  return (
    <Stack>
      <PageHead title={words.title} />
      {schools.isPending && <Loader aria-label={all.loading} />}
      {schools.isError && <ProblemNote error={schools.error} onRetry={() => schools.refetch()} />}
      {schools.data?.items.length === 0 && <Text>{words.empty}</Text>}
      {schools.data !== undefined && schools.data.items.length > 0 && (
        <Table striped>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{words.code}</Table.Th>
              <Table.Th>{words.name}</Table.Th>
              <Table.Th>{words.level}</Table.Th>
              <Table.Th />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {schools.data.items.map((school) => (
              <Table.Tr key={school.id}>
                <Table.Td>{school.code}</Table.Td>
                <Table.Td>{school.name}</Table.Td>
                <Table.Td>{words.levels[school.level]}</Table.Td>
                <Table.Td ta="right">
                  <Button component={Link} href={`/schools/${school.id}`} size="xs" variant="default">
                    {words.people}
                  </Button>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {mayAdd && <AddSchool />}
      {mayAdd && <SiteLanguageCard />}
    </Stack>
  );
}

function AddSchool() {
  const words = useWords().schools;
  const client = useQueryClient();
  const [code, setCode] = useState('');
  const [name, setName] = useState('');
  const [level, setLevel] = useState<CreateSchoolRequest['level']>('primary');
  const add = useMutation({
    mutationFn: () => call<School>('/schools', { body: { code, name, level } }),
    onSuccess: () => {
      setCode('');
      setName('');
      return client.invalidateQueries({ queryKey: ['schools'] });
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
            label={words.code}
            description={words.codeHint}
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
            maxLength={20}
            required
          />
          <TextInput
            label={words.name}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            maxLength={120}
            required
          />
          <Select
            label={words.level}
            data={Object.entries(words.levels).map(([value, label]) => ({ value, label }))}
            value={level}
            onChange={(next) => setLevel((next ?? 'primary') as CreateSchoolRequest['level'])}
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
