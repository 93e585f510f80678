import { Alert, Anchor, Button, Loader, Stack, Table, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useEffect, useState } from 'react';
import type { Paper } from '../../../features/papers/schema.ts';
import { ApiError, call } from '../api/client.ts';
import { CardPage } from '../components/card-page.tsx';
import { ProblemNote } from '../components/problem.tsx';
import { shortDate } from '../words/dates.ts';
import { useWords } from '../words/words.ts';

/** Says without a sign-in whether a paper is genuine: reached by the square on it, or by typing its code. */
export function Verify({ code }: { readonly code: string | undefined }) {
  const all = useWords();
  const words = all.papers;
  const paper = useQuery({
    queryKey: ['paper', code],
    queryFn: () => call<Paper>(`/verify/${encodeURIComponent(code ?? '')}`),
    enabled: code !== undefined,
  });
  useEffect(() => {
    document.title = `${words.title} · ${all.appName}`;
  }, [words.title, all.appName]);
  return (
    <CardPage title={words.title}>
      {code === undefined && <CodeForm />}
      {code !== undefined && paper.isPending && <Loader aria-label={all.loading} />}
      {paper.isError && <Refused error={paper.error} onRetry={() => paper.refetch()} />}
      {paper.data && <Answer paper={paper.data} />}
      {code !== undefined && !paper.isPending && (
        <Anchor href="/verify" size="sm">
          {words.another}
        </Anchor>
      )}
    </CardPage>
  );
}

function CodeForm() {
  const words = useWords().papers;
  const [typed, setTyped] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    window.location.assign(`/verify/${encodeURIComponent(typed.trim())}`);
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Text>{words.lead}</Text>
        <TextInput
          label={words.code}
          placeholder="XXXX-XXXX-XXXX"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={40}
          required
        />
        <Button type="submit">{words.check}</Button>
      </Stack>
    </form>
  );
}

function Refused({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) {
  const words = useWords().papers;
  const code = error instanceof ApiError ? error.code : undefined;
  if (code === 'too-many-requests') return <Verdict color="yellow" text={words.tooMany} />;
  if (code !== 'not-found' && code !== 'invalid-request') return <ProblemNote error={error} onRetry={onRetry} />;
  return (
    <>
      <Verdict color="red" text={words.unknown} />
      <Text>{words.unknownNext}</Text>
    </>
  );
}

function Answer({ paper }: { readonly paper: Paper }) {
  const words = useWords().papers;
  const { kind, term, lesson, until, approved } = paper;
  const by = words.by(approved.by || words.somebody, words.roles[approved.role], shortDate(approved.on));
  const rows: readonly (readonly [label: string, value: string])[] = [
    [words.school, paper.school],
    [words.klass, paper.className],
    [words.area, paper.learningArea],
    [words.term, words.termOf(term.year, term.number)],
    [words.teacher, paper.teacher],
    ...(lesson === null
      ? []
      : [[words.lesson, words.lessonOf(lesson.week, lesson.lesson, shortDate(lesson.date))] as const]),
    ...(until === null ? [] : [[words.until, shortDate(until)] as const]),
    [words.approved[kind], by],
    [words.foot, words.footOf(paper.contents)],
    [words.code, paper.code],
  ];
  return (
    <>
      <Verdict
        color={paper.isCurrent ? 'pine' : 'yellow'}
        text={paper.isCurrent ? words.current[kind] : words.changed[kind]}
      />
      <Text size="sm">{words.compare}</Text>
      <Table variant="vertical" withTableBorder>
        <Table.Tbody>
          {rows.map(([label, value]) => (
            <Table.Tr key={label}>
              <Table.Th scope="row" w="38%">
                {label}
              </Table.Th>
              <Table.Td style={{ overflowWrap: 'anywhere' }}>{value}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </>
  );
}

function Verdict({ color, text }: { readonly color: string; readonly text: string }) {
  return (
    <Alert color={color} variant="light" role="status" styles={{ message: { color: 'inherit' } }}>
      <Text fw={600}>{text}</Text>
    </Alert>
  );
}
