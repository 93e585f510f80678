import { Anchor, Button, Group, Loader, Stack, Table, Text } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { AuditAnswer } from '../../../features/audit/schema.ts';
import type { SchoolsAnswer } from '../../../features/schools/schema.ts';
import { call } from '../api/client.ts';
import { PageHead } from '../components/page-head.tsx';
import { ProblemNote } from '../components/problem.tsx';
import type { PageProps } from '../pages.tsx';
import { useWords } from '../words/words.ts';

/** Who did what at a school. */
export function Audit({ params }: PageProps) {
  const schoolId = params['id'] ?? '';
  const all = useWords();
  const words = all.audit;
  const schools = useQuery({ queryKey: ['schools'], queryFn: () => call<SchoolsAnswer>('/schools') });
  const pages = useInfiniteQuery({
    queryKey: ['audit', schoolId],
    queryFn: ({ pageParam }) =>
      call<AuditAnswer>(`/audit?schoolId=${schoolId}${pageParam === '' ? '' : `&after=${pageParam}`}`),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });
  const items = pages.data?.pages.flatMap((page) => page.items) ?? [];
  const school = schools.data?.items.find(({ id }) => id === schoolId);
  return (
    <Stack>
      <Anchor component={Link} href={`/schools/${schoolId}`}>
        ← {all.people.title(school?.name ?? '…')}
      </Anchor>
      <PageHead title={words.title(school?.name ?? '…')} lead={words.lead} />
      {pages.isPending && <Loader aria-label={all.loading} />}
      {pages.isError && <ProblemNote error={pages.error} onRetry={() => pages.refetch()} />}
      {pages.data !== undefined && items.length === 0 && <Text>{words.empty}</Text>}
      {items.length > 0 && (
        <Table.ScrollContainer minWidth={520} type="native" tabIndex={0}>
          <Table striped>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{words.when}</Table.Th>
                <Table.Th>{words.who}</Table.Th>
                <Table.Th>{words.what}</Table.Th>
                <Table.Th>{words.whom}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {items.map((one) => (
                <Table.Tr key={one.id}>
                  <Table.Td>{words.moment(one.at)}</Table.Td>
                  <Table.Td>{one.actor?.fullName ?? words.server}</Table.Td>
                  <Table.Td>{words.actions[one.action] ?? one.action}</Table.Td>
                  <Table.Td>{one.person}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {pages.hasNextPage && (
        <Group>
          <Button variant="default" loading={pages.isFetchingNextPage} onClick={() => pages.fetchNextPage()}>
            {words.more}
          </Button>
        </Group>
      )}
    </Stack>
  );
}
