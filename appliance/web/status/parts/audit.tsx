import { Button, NativeSelect, SimpleGrid, Table, Text, TextInput } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { DistrictAuditAnswer } from '../../../features/status/schema.ts';
import { call } from '../api.ts';
import { PartCard, scrolling } from '../components/part-card.tsx';
import { ProblemNote } from '../components/problem-note.tsx';
import { clock } from '../model/moments.ts';
import { useWords } from '../words/words.ts';

const none = { action: '', who: '', from: '', to: '' };
const perPage = 20;

/** Who did what in the district, newest first. */
export function Audit({ now }: { readonly now: number }) {
  const all = useWords();
  const words = all.audit;
  const [filter, setFilter] = useState(none);
  const found = useInfiniteQuery({
    queryKey: ['audit', filter],
    queryFn: ({ pageParam }) => call<DistrictAuditAnswer>(`/status/audit?${queryOf({ ...filter, after: pageParam })}`),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    refetchInterval: 60_000,
  });
  const items = found.data?.pages.flatMap((page) => page.items) ?? [];
  const field = (name: keyof typeof none) => ({
    value: filter[name],
    onChange: (event: { readonly currentTarget: { readonly value: string } }) => {
      const { value } = event.currentTarget;
      setFilter((before) => ({ ...before, [name]: value }));
    },
  });
  return (
    <PartCard id="audit" heading={words.heading}>
      <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="xs" mb="sm">
        <NativeSelect
          label={words.what}
          data={[
            { value: '', label: words.everything },
            ...Object.entries(words.groups).map(([value, label]) => ({ value, label })),
          ]}
          {...field('action')}
        />
        <TextInput label={words.who} maxLength={100} {...field('who')} />
        <TextInput type="date" label={words.from} {...field('from')} />
        <TextInput type="date" label={words.to} {...field('to')} />
      </SimpleGrid>
      {found.isError && <ProblemNote error={found.error} onRetry={() => found.refetch()} />}
      {found.isPending && <Text c="dimmed">{all.loading}</Text>}
      {found.data !== undefined && items.length === 0 && <Text>{words.nothing}</Text>}
      {items.length > 0 && (
        <Table.ScrollContainer minWidth={240} scrollAreaProps={scrolling}>
          <Table verticalSpacing={4}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">{words.when}</Table.Th>
                <Table.Th scope="col">{words.who}</Table.Th>
                <Table.Th scope="col">{words.what}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {items.map((one) => (
                <Table.Tr key={one.id}>
                  <Table.Td style={{ whiteSpace: 'nowrap' }}>{clock(one.at, now)}</Table.Td>
                  <Table.Td style={{ overflowWrap: 'anywhere' }}>{one.actor ?? words.server}</Table.Td>
                  <Table.Td style={{ overflowWrap: 'anywhere' }}>
                    {words.acts[one.action] ?? one.action}
                    <Text size="xs" c="dimmed">
                      {[objectOf(one, all.queues.names), one.school].filter(Boolean).join(' · ')}
                    </Text>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {found.hasNextPage && (
        <Button
          mt="sm"
          size="xs"
          variant="default"
          loading={found.isFetchingNextPage}
          onClick={() => found.fetchNextPage()}
        >
          {words.more}
        </Button>
      )}
    </PartCard>
  );
}

function queryOf(values: Readonly<Record<string, string>>): string {
  const given = Object.entries(values).filter(([, value]) => value.trim() !== '');
  return new URLSearchParams([['limit', String(perPage)], ...given]).toString();
}

/** A person by name, a queue and a change by hand by their own; of the rest the identifier helps nobody. */
function objectOf(
  { object, person }: DistrictAuditAnswer['items'][number],
  queues: Readonly<Record<string, string>>,
): string {
  const [kind = '', id = ''] = object.split(' ');
  if (person !== null) return person;
  if (kind === 'difference') return object.slice('difference '.length);
  return kind === 'queue' ? (queues[id] ?? id) : '';
}
