import { Alert, Card, Loader, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Scheme } from '../../../features/schemes/schema.ts';
import { call } from '../api/client.ts';
import { PageHead } from '../components/page-head.tsx';
import { ProblemNote } from '../components/problem.tsx';
import { SchemeSheet } from '../components/scheme-sheet.tsx';
import { CopyForm } from '../editing/scheme-actions.tsx';
import type { PageProps } from '../pages.tsx';
import { useWords } from '../words/words.ts';

/** A scheme of a colleague, to be read and copied. */
export function Shared({ params }: PageProps) {
  const { token = '' } = params;
  const all = useWords();
  const words = all.sharing;
  const scheme = useQuery({ queryKey: ['shared', token], queryFn: () => call<Scheme>(`/shared/${token}`) });
  if (scheme.isPending) return <Loader aria-label={all.loading} />;
  if (scheme.isError) return <ProblemNote error={scheme.error} onRetry={() => scheme.refetch()} />;
  const { data } = scheme;
  return (
    <Stack>
      <PageHead
        title={`${data.learningArea.name}, ${data.learningArea.grade}`}
        lead={all.schemes.term(data.term.year, data.term.number)}
      />
      <Alert>{words.sharedBy(data.teacher.fullName)}</Alert>
      <Card withBorder maw={480}>
        <CopyForm from={`/shared/${token}`} scheme={data} />
      </Card>
      <SchemeSheet scheme={data} />
    </Stack>
  );
}
