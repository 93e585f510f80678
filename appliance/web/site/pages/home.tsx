import { Anchor, Badge, Button, Card, Group, Loader, SimpleGrid, Stack, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { Dashboard, DashboardClass, DashboardSchool } from '../../../features/dashboard/schema.ts';
import { call } from '../api/client.ts';
import { AnnouncementList } from '../components/announcement-list.tsx';
import { PageHead } from '../components/page-head.tsx';
import { ProblemNote } from '../components/problem.tsx';
import type { PageProps } from '../pages.tsx';
import { classTitle } from '../words/class-name.ts';
import { shortDate } from '../words/dates.ts';
import { useWords } from '../words/words.ts';

/** What is due, at a glance. */
export function Home({ me }: PageProps) {
  const all = useWords();
  const words = all.home;
  const dashboard = useQuery({ queryKey: ['dashboard'], queryFn: () => call<Dashboard>('/dashboard') });
  const isTeacher = me.memberships.some(({ role }) => role === 'teacher');
  const mayAddSchools = me.memberships.some(({ role }) => role === 'district-admin');
  return (
    <Stack gap="lg">
      <PageHead
        title={words.title(me.fullName)}
        lead={dashboard.data && whenIs(dashboard.data, words)}
        actions={
          isTeacher && (
            <>
              <Button component={Link} href="/today" variant="default">
                {words.today}
              </Button>
              <Button component={Link} href="/schemes/new">
                {words.newScheme}
              </Button>
            </>
          )
        }
      />
      {dashboard.isPending && <Loader aria-label={all.loading} />}
      {dashboard.isError && <ProblemNote error={dashboard.error} onRetry={() => dashboard.refetch()} />}
      {dashboard.data && (
        <>
          {dashboard.data.announcements.length > 0 && <AnnouncementList items={dashboard.data.announcements} />}
          {dashboard.data.records && <RecordsToCheck records={dashboard.data.records} />}
          {isTeacher && <Classes classes={dashboard.data.classes} />}
          {dashboard.data.schools.length > 0 && <Schools schools={dashboard.data.schools} />}
          {mayAddSchools && dashboard.data.schools.length === 0 && (
            <Card withBorder maw={480}>
              <Stack align="flex-start">
                <Text>{words.noSchools}</Text>
                <Button component={Link} href="/schools">
                  {words.addSchool}
                </Button>
              </Stack>
            </Card>
          )}
        </>
      )}
    </Stack>
  );
}

type HomeWords = ReturnType<typeof useWords>['home'];

function whenIs({ term }: Dashboard, words: HomeWords): string {
  if (term === null) return words.noTerm;
  if (term.week === null) return words.starts(term.number, term.year, shortDate(term.start));
  return words.week(term.number, term.year, term.week);
}

function RecordsToCheck({ records }: { readonly records: NonNullable<Dashboard['records']> }) {
  const words = useWords().home;
  const { week, written, open } = records;
  return (
    <Stack gap="xs" component="section" aria-labelledby="records">
      <Title order={2} size="h4" id="records">
        {words.records}
      </Title>
      <Text {...(open === 0 ? { c: 'dimmed' } : {})}>{words.recordsOf(shortDate(week), open, written)}</Text>
      {written > 0 && (
        <Group>
          <Button component={Link} href={`/records?week=${week}`} variant={open > 0 ? 'filled' : 'default'} size="xs">
            {open > 0 ? words.checkRecords : words.openRecords}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

function Classes({ classes }: { readonly classes: readonly DashboardClass[] }) {
  const all = useWords();
  const words = all.home;
  const due = classes.filter(({ scheme }) => scheme === null).length;
  return (
    <Stack gap="sm" component="section" aria-labelledby="classes">
      <div>
        <Title order={2} size="h4" id="classes">
          {words.classes}
        </Title>
        <Text c="dimmed">{classes.length === 0 ? words.noClasses : words.stillDue(due)}</Text>
      </div>
      <SimpleGrid cols={{ base: 1, xs: 2, lg: 3 }} spacing="sm">
        {classes.map(({ allocationId, className, grade, learningArea, scheme }) => (
          <Card key={allocationId} withBorder padding="sm">
            <Group justify="space-between" wrap="nowrap" align="flex-start">
              <div style={{ minWidth: 0 }}>
                <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
                  {learningArea}, {classTitle(grade, className)}
                </Text>
                {scheme === null ? (
                  <Anchor component={Link} href={`/schemes/new?allocation=${allocationId}`} size="sm">
                    {words.makeScheme}
                  </Anchor>
                ) : (
                  <Anchor component={Link} href={`/schemes/${scheme.id}`} size="sm">
                    {words.openScheme}
                  </Anchor>
                )}
              </div>
              {scheme !== null && (
                <Badge variant="light" style={{ flexShrink: 0 }}>
                  {all.schemes.states[scheme.status as 'draft'] ?? scheme.status}
                </Badge>
              )}
            </Group>
          </Card>
        ))}
      </SimpleGrid>
    </Stack>
  );
}

function Schools({ schools }: { readonly schools: readonly DashboardSchool[] }) {
  const words = useWords().home;
  return (
    <Stack gap="sm" component="section" aria-labelledby="schools">
      <Title order={2} size="h4" id="schools">
        {words.schools}
      </Title>
      <Table.ScrollContainer minWidth={300}>
        <Table withTableBorder bg="var(--tt-sheet)">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{words.school}</Table.Th>
              <Table.Th scope="col">{words.people}</Table.Th>
              <Table.Th scope="col">{words.schemesHead}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {schools.map((school) => (
              <Table.Tr key={school.id}>
                <Table.Td style={{ overflowWrap: 'anywhere' }}>
                  <Anchor component={Link} href={`/schools/${school.id}`}>
                    {school.name}
                  </Anchor>
                </Table.Td>
                <Table.Td>
                  {school.people}
                  {school.neverSignedIn > 0 && (
                    <Text size="xs" c="dimmed">
                      {words.neverSignedIn(school.neverSignedIn)}
                    </Text>
                  )}
                </Table.Td>
                <Table.Td>{words.schemes(school.withScheme, school.allocations)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Stack>
  );
}
