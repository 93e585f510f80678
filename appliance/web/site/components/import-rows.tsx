import { Badge, Button, Group, Loader, NativeSelect, Stack, Table, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ImportRowState, ImportRowsAnswer, PeopleImport } from '../../../features/people-import/schema.ts';
import { call } from '../api/client.ts';
import { useWords } from '../words/words.ts';
import { ProblemNote } from './problem.tsx';

const order: readonly ImportRowState[] = ['error', 'ambiguous', 'duplicate', 'changed', 'new', 'same', 'left'];

type Props = { readonly id: string; readonly counts: PeopleImport['counts'] };

/** The rows of an import, each with what happens to it and why; first the kind that needs somebody to look. */
export function ImportRows({ id, counts }: Props) {
  const all = useWords();
  const words = all.peopleImport;
  const there = order.filter((state) => (counts[state] ?? 0) > 0);
  const [state, setState] = useState<ImportRowState | ''>(there[0] ?? '');
  const rows = useInfiniteQuery({
    queryKey: ['people-import', id, 'rows', state],
    queryFn: ({ pageParam }) =>
      call<ImportRowsAnswer>(`/people/imports/${id}/rows?after=${pageParam}${state === '' ? '' : `&state=${state}`}`),
    initialPageParam: 0,
    getNextPageParam: (last) => last.next,
  });
  const label = (one: ImportRowState) => `${words.states[one]} (${counts[one] ?? 0})`;
  return (
    <Stack gap="sm">
      <Group gap="xs">
        {there.map((one) => (
          <Badge key={one} variant="default" size="lg" tt="none">
            {label(one)}
          </Badge>
        ))}
      </Group>
      <NativeSelect
        label={words.show}
        maw={320}
        value={state}
        onChange={(event) => setState(event.currentTarget.value as ImportRowState | '')}
        data={[{ value: '', label: words.all }, ...there.map((one) => ({ value: one, label: label(one) }))]}
      />
      {rows.isPending && <Loader aria-label={all.loading} />}
      {rows.isError && <ProblemNote error={rows.error} onRetry={() => rows.refetch()} />}
      <Table.ScrollContainer minWidth={480} type="native" tabIndex={0}>
        <Table striped>
          <Table.Thead>
            <Table.Tr>
              <Table.Th w={60}>{words.row}</Table.Th>
              <Table.Th>{words.name}</Table.Th>
              <Table.Th>{words.signInName}</Table.Th>
              <Table.Th>{words.what}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.data?.pages
              .flatMap(({ items }) => items)
              .map((row) => (
                <Table.Tr key={row.row}>
                  <Table.Td>{row.state === 'left' ? '' : row.row}</Table.Td>
                  <Table.Td>{row.name}</Table.Td>
                  <Table.Td>{row.signInName}</Table.Td>
                  <Table.Td>
                    <Text size="sm" fw={600}>
                      {words.states[row.state]}
                    </Text>
                    {row.reasons.map((reason) => (
                      <Text size="sm" key={reason}>
                        {reason}
                      </Text>
                    ))}
                  </Table.Td>
                </Table.Tr>
              ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {rows.hasNextPage && (
        <Group>
          <Button variant="default" loading={rows.isFetchingNextPage} onClick={() => rows.fetchNextPage()}>
            {words.more}
          </Button>
        </Group>
      )}
    </Stack>
  );
}
