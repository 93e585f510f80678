import { Alert, Anchor, Button, Group, Loader, Stack, Text, Title } from '@mantine/core';
import { useRef, useState } from 'react';
import { Link, useSearchParams } from 'wouter';
import type { Scheme as SchemeData } from '../../../features/schemes/schema.ts';
import { call } from '../api/client.ts';
import { Downloads } from '../components/downloads.tsx';
import { HandIn } from '../components/hand-in.tsx';
import { Making } from '../components/making.tsx';
import { ProblemNote } from '../components/problem.tsx';
import { SchemeSheet } from '../components/scheme-sheet.tsx';
import { WeekPack } from '../components/week-pack.tsx';
import type { Autosave } from '../editing/autosave.ts';
import { SchemeActions } from '../editing/scheme-actions.tsx';
import { SchemeEditor } from '../editing/scheme-editor.tsx';
import { useDocument } from '../editing/use-document.ts';
import type { PageProps } from '../pages.tsx';
import { useWords } from '../words/words.ts';

export function Scheme({ params }: PageProps) {
  const { id = '' } = params;
  const all = useWords();
  const words = all.scheme;
  const [search] = useSearchParams();
  const jobId = search.get('job');
  const [edition, setEdition] = useState(0);
  const editor = useRef<Autosave>(null);
  const {
    query: scheme,
    mayOpen,
    drafts,
  } = useDocument({
    queryKey: ['scheme', id],
    docId: id,
    read: () => call<SchemeData>(`/schemes/${id}`),
    again: (known) => known?.status === 'generating' && 3_000,
  });
  const { data } = scheme;
  if (data === undefined && scheme.isError) {
    return <ProblemNote error={scheme.error} onRetry={() => scheme.refetch()} />;
  }
  if (data === undefined) return <Loader aria-label={all.loading} />;
  const isMade = data.status !== 'generating' && data.status !== 'failed';
  const reload = async () => {
    await scheme.refetch();
    setEdition((one) => one + 1);
  };
  const seen = async () => {
    if (editor.current === null) return undefined;
    const isThere = await editor.current.settled();
    return isThere && editor.current.snapshot().conflicts.length === 0 ? editor.current.known().version : undefined;
  };
  return (
    <Stack>
      <Group justify="space-between" className="no-print">
        <Anchor component={Link} href="/schemes">
          ← {words.back}
        </Anchor>
        {isMade && (
          <Group gap="xs">
            <Button component={Link} href={`/schemes/${id}/plans`}>
              {all.plans.title}
            </Button>
            <Downloads document={{ kind: 'scheme', sourceId: data.id }} formats={['pdf', 'docx', 'xlsx']} />
            {data.editable && <SchemeActions scheme={data} onChanged={reload} />}
          </Group>
        )}
      </Group>
      <div>
        <Title order={1} size="h2">
          {data.learningArea.name}, {data.learningArea.grade}
        </Title>
        <Text>
          {words.klass} {data.className} · {all.schemes.term(data.term.year, data.term.number)} · {data.school.name} ·{' '}
          {words.teacher}: {data.teacher.fullName}
          {data.textbook === null ? '' : ` · ${words.reference}: ${data.textbook}`}
        </Text>
      </div>
      {isMade && <HandIn schemeId={data.id} version={data.version} seen={seen} onStale={reload} />}
      {isMade && <WeekPack schemeId={data.id} weeks={[...new Set(data.rows.map(({ week }) => week))]} />}
      {data.status === 'generating' && <Making jobId={jobId} onDone={() => scheme.refetch()} />}
      {data.status === 'failed' && <Alert color="red">{all.making.failed}</Alert>}
      {data.warnings.length > 0 && (
        <Alert color="yellow" title={words.notes} className="no-print" styles={{ title: { color: 'inherit' } }}>
          {data.warnings.map((warning) => (
            <Text size="sm" key={warning}>
              {warning}
            </Text>
          ))}
        </Alert>
      )}
      {isMade && !data.editable && <SchemeSheet scheme={data} />}
      {data.editable && !mayOpen && <Loader aria-label={all.loading} />}
      {data.editable && mayOpen && (
        <SchemeEditor
          key={edition}
          scheme={data}
          drafts={drafts}
          handle={editor}
          onReload={async () => (await scheme.refetch()).data}
        />
      )}
    </Stack>
  );
}
