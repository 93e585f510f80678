import { Card, List, Stack, Table, Text } from '@mantine/core';
import type { Scheme, SchemeRow } from '../../../features/schemes/schema.ts';
import { shortDate } from '../words/dates.ts';
import { useWords } from '../words/words.ts';
import classes from './scheme-sheet.module.css';

type Lesson = Extract<SchemeRow, { kind: 'lesson' }>;

/** The scheme as the school files it: a sheet on wide screens and on paper, a card per lesson on a phone. */
export function SchemeSheet({ scheme }: { readonly scheme: Scheme }) {
  return (
    <>
      <div className={classes['wide']}>
        <Sheet rows={scheme.rows} />
      </div>
      <div className={classes['narrow']}>
        <Cards rows={scheme.rows} />
      </div>
    </>
  );
}

function Sheet({ rows }: { readonly rows: readonly SchemeRow[] }) {
  const words = useWords().scheme;
  const heads = [
    words.week,
    words.lesson,
    words.strand,
    words.subStrand,
    words.outcomes,
    words.inquiry,
    words.experiences,
    words.resources,
    words.assessment,
    words.reflection,
  ];
  return (
    <Table withTableBorder withColumnBorders className={classes['sheet'] ?? ''}>
      <Table.Thead>
        <Table.Tr>
          {heads.map((head) => (
            <Table.Th key={head}>{head}</Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row) =>
          row.kind === 'banner' ? (
            <Table.Tr key={row.id} className={classes['banner'] ?? ''}>
              <Table.Td>{row.week}</Table.Td>
              <Table.Td colSpan={9}>{row.text}</Table.Td>
            </Table.Tr>
          ) : (
            <Table.Tr key={row.id}>
              <Table.Td>{row.week}</Table.Td>
              <Table.Td>{row.lesson}</Table.Td>
              <Table.Td>{row.strand}</Table.Td>
              <Table.Td>{row.subStrand}</Table.Td>
              <Table.Td>
                <Items of={row.outcomes} leadIn={words.leadIn} />
              </Table.Td>
              <Table.Td>
                <Items of={row.inquiry} />
              </Table.Td>
              <Table.Td>
                <Items of={row.experiences} />
              </Table.Td>
              <Table.Td>
                <Items of={row.resources} />
              </Table.Td>
              <Table.Td>
                <Items of={row.assessment} />
              </Table.Td>
              <Table.Td>{row.reflection}</Table.Td>
            </Table.Tr>
          ),
        )}
      </Table.Tbody>
    </Table>
  );
}

function Cards({ rows }: { readonly rows: readonly SchemeRow[] }) {
  const words = useWords().scheme;
  return (
    <Stack gap="sm">
      {rows.map((row) =>
        row.kind === 'banner' ? (
          <Text key={row.id} fw={600} ta="center" py="xs" className={classes['banner'] ?? ''}>
            {words.weekLong(row.week)}: {row.text}
          </Text>
        ) : (
          <LessonCard key={row.id} lesson={row} />
        ),
      )}
    </Stack>
  );
}

function LessonCard({ lesson }: { readonly lesson: Lesson }) {
  const words = useWords().scheme;
  const parts: readonly (readonly [string, readonly string[]])[] = [
    [words.outcomes, lesson.outcomes],
    [words.inquiry, lesson.inquiry],
    [words.experiences, lesson.experiences],
    [words.resources, lesson.resources],
    [words.assessment, lesson.assessment],
  ];
  return (
    <Card withBorder padding="md">
      <Text size="sm" c="dimmed">
        {words.weekLong(lesson.week)} · {words.lessonLong(lesson.lesson)}
        {lesson.date === null ? '' : ` · ${shortDate(lesson.date)}`}
      </Text>
      <Text fw={600}>{lesson.subStrand}</Text>
      <Text size="sm" mb="xs">
        {lesson.strand}
      </Text>
      {parts.map(([name, items]) => (
        <div key={name}>
          <Text size="sm" fw={600} mt="xs">
            {name}
          </Text>
          <Items of={items} />
        </div>
      ))}
    </Card>
  );
}

function Items({ of, leadIn }: { readonly of: readonly string[]; readonly leadIn?: string }) {
  if (of.length === 0) return null;
  return (
    <>
      {leadIn !== undefined && (
        <Text size="xs" c="dimmed">
          {leadIn}
        </Text>
      )}
      <List size="sm" listStyleType={of.length === 1 ? 'none' : 'disc'} withPadding={of.length > 1}>
        {of.map((item) => (
          <List.Item key={item}>{item}</List.Item>
        ))}
      </List>
    </>
  );
}
