import { Anchor, Button, Card, Group, Loader, Stack, Text, TextInput, Title } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { Link, useSearchParams } from 'wouter';
import type { SearchAnswer } from '../../../features/search/schema.ts';
import { call } from '../api/client.ts';
import { PageHead } from '../components/page-head.tsx';
import { ProblemNote } from '../components/problem.tsx';
import { useWords } from '../words/words.ts';

export function Search() {
  const all = useWords();
  const words = all.search;
  const [search, setSearch] = useSearchParams();
  const wanted = (search.get('q') ?? '').trim().slice(0, 80);
  const [typed, setTyped] = useState(wanted);
  const answer = useQuery({
    queryKey: ['search', wanted],
    queryFn: () => call<SearchAnswer>(`/search?q=${encodeURIComponent(wanted)}`),
    enabled: wanted !== '',
    placeholderData: keepPreviousData,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (typed.trim() !== '') setSearch({ q: typed.trim() });
  };
  return (
    <Stack maw={760}>
      <PageHead title={words.title} />
      <search>
        <form onSubmit={submit}>
          <Group align="flex-end" gap="xs" wrap="nowrap">
            <TextInput
              type="search"
              label={words.label}
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
              maxLength={80}
              flex={1}
              autoFocus
            />
            <Button type="submit">{words.submit}</Button>
          </Group>
        </form>
      </search>
      <div aria-live="polite">
        {wanted !== '' && answer.isPending && <Loader aria-label={all.loading} />}
        {answer.isError && <ProblemNote error={answer.error} onRetry={() => answer.refetch()} />}
        {answer.data !== undefined && wanted !== '' && <Found answer={answer.data} wanted={wanted} />}
      </div>
    </Stack>
  );
}

function Found({ answer, wanted }: { readonly answer: SearchAnswer; readonly wanted: string }) {
  const all = useWords();
  const words = all.search;
  const { schemes, people, subStrands } = answer;
  if (schemes.length + people.length + subStrands.length === 0) return <Text>{words.nothing(wanted)}</Text>;
  return (
    <Stack>
      <Kind title={words.schemes}>
        {schemes.map(({ id, title, teacher, term }) => (
          <Hit key={id} to={`/schemes/${id}`} title={title}>
            {teacher} · {all.schemes.term(term.year, term.number)}
          </Hit>
        ))}
      </Kind>
      <Kind title={words.people}>
        {people.map(({ id, title, userName, school }) => (
          <Hit key={`${id}-${school.id}`} to={`/schools/${school.id}`} title={title}>
            {userName} · {school.name}
          </Hit>
        ))}
      </Kind>
      <Kind title={words.subStrands}>
        {subStrands.map(({ id, title, grade, learningArea }) => (
          <Hit key={id} title={title}>
            {learningArea}, {grade}
          </Hit>
        ))}
      </Kind>
    </Stack>
  );
}

function Kind({ title, children }: { readonly title: string; readonly children: readonly ReactNode[] }) {
  if (children.length === 0) return null;
  return (
    <Stack gap="xs" component="section">
      <Title order={2} size="h4">
        {title}
      </Title>
      {children}
    </Stack>
  );
}

type HitProps = { readonly to?: string; readonly title: string; readonly children: ReactNode };

function Hit({ to, title, children }: HitProps) {
  return (
    <Card withBorder padding="sm">
      {to === undefined ? (
        <Text fw={600}>{title}</Text>
      ) : (
        <Anchor component={Link} href={to} fw={600}>
          {title}
        </Anchor>
      )}
      <Text size="sm" c="dimmed">
        {children}
      </Text>
    </Card>
  );
}
