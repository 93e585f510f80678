import { Table, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { SchoolActivity, SchoolsActivity } from '../../../features/status/schema.ts';
import { call } from '../api.ts';
import { PartCard, scrolling } from '../components/part-card.tsx';
import { ProblemNote } from '../components/problem-note.tsx';
import styles from '../panel.module.css';
import { useWords } from '../words/words.ts';

const manySchools = 8;

/** What every school is at: who is on, and how many schemes of the term are handed in. */
export function Schools() {
  const all = useWords();
  const words = all.schools;
  const [wanted, setWanted] = useState('');
  const found = useQuery({
    queryKey: ['schools'],
    queryFn: () => call<SchoolsActivity>('/status/schools'),
    refetchInterval: 30_000,
  });
  const { data } = found;
  const items = data?.items ?? [];
  const shown = items.filter(({ name, code }) => `${name} ${code}`.toLowerCase().includes(wanted.trim().toLowerCase()));
  return (
    <PartCard id="schools" heading={words.heading}>
      {found.isError && <ProblemNote error={found.error} onRetry={() => found.refetch()} />}
      {data === undefined && !found.isError && <Text c="dimmed">{all.loading}</Text>}
      {data !== undefined && (
        <Text c="dimmed" mb="xs">
          {data.term === null ? words.noTerm : words.term(data.term.number, data.term.year)}
        </Text>
      )}
      {items.length > manySchools && (
        <TextInput
          label={words.find}
          value={wanted}
          onChange={(event) => setWanted(event.currentTarget.value)}
          maw={320}
          mb="sm"
        />
      )}
      {data !== undefined && items.length === 0 && <Text>{words.none}</Text>}
      {items.length > 0 && shown.length === 0 && <Text>{words.nothing(wanted.trim())}</Text>}
      {shown.length > 0 && (
        <Table.ScrollContainer minWidth={240} maxHeight={440} scrollAreaProps={scrolling}>
          <Table verticalSpacing="xs">
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">{words.school}</Table.Th>
                <Table.Th scope="col" ta="right">
                  {words.on}
                </Table.Th>
                <Table.Th scope="col">{words.schemes}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {shown.map((school) => (
                <Row key={school.id} school={school} />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </PartCard>
  );
}

function Row({ school }: { readonly school: SchoolActivity }) {
  const words = useWords().schools;
  const { name, on, people, due, made, handedIn } = school;
  return (
    <Table.Tr>
      <Table.Td style={{ overflowWrap: 'anywhere' }}>{name}</Table.Td>
      <Table.Td ta="right" style={{ whiteSpace: 'nowrap' }}>
        {on ?? '?'} / {people}
      </Table.Td>
      <Table.Td miw={120}>
        <Text size="sm">
          {words.counted(handedIn, due)}
          {made > handedIn && (
            <Text span size="xs" c="dimmed">
              {' '}
              · {words.made(made)}
            </Text>
          )}
        </Text>
        <div className={styles.share} aria-hidden="true">
          <span style={{ width: `${due === 0 ? 0 : Math.min(100, (100 * handedIn) / due)}%` }} />
        </div>
      </Table.Td>
    </Table.Tr>
  );
}
