import { Alert, Anchor, Button, Checkbox, FileButton, Group, Loader, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import type { AcceptedImport, ImportMapping, PeopleImport } from '../../../features/people-import/schema.ts';
import { call, newIdempotencyKey, upload } from '../api/client.ts';
import { ImportColumns } from '../components/import-columns.tsx';
import { ImportRows } from '../components/import-rows.tsx';
import { PageHead } from '../components/page-head.tsx';
import { ProblemNote } from '../components/problem.tsx';
import { Slips } from '../components/slips.tsx';
import type { PageProps } from '../pages.tsx';
import { useWords } from '../words/words.ts';

/** From a file to people who can sign in: choose, look, take over, print. */
export function ImportPeople({ params }: PageProps) {
  const schoolId = params['id'] ?? '';
  const all = useWords();
  const words = all.peopleImport;
  const [importId, setImportId] = useState<string | undefined>();
  const send = useMutation({
    mutationFn: (file: File) =>
      upload<AcceptedImport>(
        `/people/imports?schoolId=${schoolId}&fileName=${encodeURIComponent(file.name.slice(0, 200) || 'file')}`,
        file,
        newIdempotencyKey(),
      ),
    onSuccess: (accepted) => setImportId(accepted.importId),
  });
  return (
    <Stack>
      <Anchor component={Link} href={`/schools/${schoolId}`}>
        ← {all.schools.people}
      </Anchor>
      <PageHead title={words.title} lead={words.lead} />
      {send.isError && <ProblemNote error={send.error} />}
      {importId === undefined ? (
        <>
          <Text maw={640}>{words.format}</Text>
          <Group>
            <FileButton
              accept=".csv,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
              onChange={(file) => file !== null && send.mutate(file)}
            >
              {(props) => (
                <Button {...props} loading={send.isPending}>
                  {words.choose}
                </Button>
              )}
            </FileButton>
          </Group>
        </>
      ) : (
        <Import id={importId} onAnother={() => setImportId(undefined)} />
      )}
    </Stack>
  );
}

function Import({ id, onAnother }: { readonly id: string; readonly onAnother: () => void }) {
  const all = useWords();
  const words = all.peopleImport;
  const client = useQueryClient();
  const [endLeft, setEndLeft] = useState(false);
  const found = useQuery({
    queryKey: ['people-import', id],
    queryFn: () => call<PeopleImport>(`/people/imports/${id}`),
    refetchInterval: (query) => (isBusy(query.state.data) ? 1_000 : false),
  });
  const step = useMutation({
    mutationFn: ({ path, body }: { path: 'check' | 'commit'; body: unknown }) =>
      call<AcceptedImport>(`/people/imports/${id}/${path}`, { body, idempotencyKey: newIdempotencyKey() }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['people-import', id] });
      await client.invalidateQueries({ queryKey: ['people'] });
    },
  });
  if (found.isPending) return <Loader aria-label={all.loading} />;
  if (found.isError) return <ProblemNote error={found.error} onRetry={() => found.refetch()} />;
  const one = found.data;
  if (isBusy(one)) {
    return (
      <Group role="status">
        <Loader size="sm" />
        <Text>{one.state === 'checking' ? words.checking : words.committing}</Text>
      </Group>
    );
  }
  const taking = (one.counts.new ?? 0) + (one.counts.changed ?? 0);
  const left = one.counts.left ?? 0;
  return (
    <Stack>
      <Text fw={600}>{words.chosen(one.fileName)}</Text>
      {step.isError && <ProblemNote error={step.error} />}
      {one.problem !== null && (
        <Alert
          color="red"
          variant="light"
          title={words.refused}
          role="alert"
          styles={{ message: { color: 'var(--mantine-color-text)' } }}
        >
          {one.problem}
        </Alert>
      )}
      {one.notes.map((note) => (
        <Alert key={note} color="yellow" variant="light" styles={{ message: { color: 'var(--mantine-color-text)' } }}>
          {note}
        </Alert>
      ))}
      {one.state === 'committed' && (
        <Alert color="green" variant="light" role="status" styles={{ message: { color: 'var(--mantine-color-text)' } }}>
          {words.done(one.done, one.skipped)}
        </Alert>
      )}
      {one.state === 'committed' && <Slips request={{ importId: id }} />}
      {one.state !== 'committed' && one.headings.length > 0 && (
        <ImportColumns
          key={JSON.stringify(one.mapping)}
          headings={one.headings}
          mapping={one.mapping ?? {}}
          isOpen={one.state === 'refused'}
          onCheck={(mapping: ImportMapping) => step.mutate({ path: 'check', body: { mapping } })}
        />
      )}
      {one.state === 'checked' && (
        <Stack gap="sm">
          {left > 0 && (
            <Checkbox
              label={words.endLeft(left)}
              checked={endLeft}
              onChange={(event) => setEndLeft(event.currentTarget.checked)}
            />
          )}
          {taking === 0 && <Text>{words.nothing}</Text>}
          <Group>
            {(taking > 0 || endLeft) && (
              <Button loading={step.isPending} onClick={() => step.mutate({ path: 'commit', body: { endLeft } })}>
                {words.commit(taking + (endLeft ? left : 0))}
              </Button>
            )}
            <Button variant="default" onClick={onAnother}>
              {words.another}
            </Button>
          </Group>
        </Stack>
      )}
      {one.state === 'refused' && (
        <Group>
          <Button variant="default" onClick={onAnother}>
            {words.another}
          </Button>
        </Group>
      )}
      {one.state !== 'refused' && <ImportRows id={id} counts={one.counts} key={one.state} />}
    </Stack>
  );
}

function isBusy(one: PeopleImport | undefined): boolean {
  return one?.state === 'checking' || one?.state === 'committing';
}
