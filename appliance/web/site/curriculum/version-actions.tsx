import { Button, Group, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { AreaVersion } from '../../../features/curriculum/versions-schema.ts';
import { call } from '../api/client.ts';
import { Dialog } from '../components/dialog.tsx';
import { ProblemNote } from '../components/problem.tsx';
import { useWords } from '../words/words.ts';

/** What can be done with a version: a draft is edited, put in use or thrown away, others are looked at and copied. */
export function VersionActions({ version: { id, name, grade, version, status } }: { readonly version: AreaVersion }) {
  const words = useWords().curriculum;
  const client = useQueryClient();
  const [, go] = useLocation();
  const [asked, setAsked] = useState<'publish' | 'remove' | null>(null);
  const changed = () =>
    Promise.all([['curriculum'], ['areas']].map((queryKey) => client.invalidateQueries({ queryKey })));
  const copy = useMutation({
    mutationFn: () => call<AreaVersion>(`/learning-areas/${id}/draft`, { method: 'POST' }),
    onSuccess: async (draft) => {
      await changed();
      go(`/curriculum/${draft.id}`);
    },
  });
  const act = useMutation({
    mutationFn: () =>
      asked === 'remove'
        ? call(`/learning-areas/${id}`, { method: 'DELETE' })
        : call(`/learning-areas/${id}/publish`, { method: 'POST' }),
    onSuccess: async () => {
      setAsked(null);
      await changed();
    },
  });
  const isDraft = status === 'draft';
  const what = `${grade}, ${name}, ${words.version(version)}`;
  return (
    <Group gap="xs">
      {copy.isError && <ProblemNote error={copy.error} />}
      <Button
        size="xs"
        variant="default"
        component={Link}
        href={`/curriculum/${id}`}
        aria-label={`${isDraft ? words.edit : words.open}: ${what}`}
      >
        {isDraft ? words.edit : words.open}
      </Button>
      {!isDraft && (
        <Button
          size="xs"
          variant="default"
          onClick={() => copy.mutate()}
          loading={copy.isPending}
          aria-label={`${words.makeDraft}: ${what}`}
        >
          {words.makeDraft}
        </Button>
      )}
      <Button
        size="xs"
        variant="default"
        component="a"
        href={`/api/v1/learning-areas/${id}/export`}
        download
        aria-label={`${words.saveFile}: ${what}`}
      >
        {words.saveFile}
      </Button>
      {isDraft && (
        <>
          <Button size="xs" variant="default" onClick={() => setAsked('remove')}>
            {words.removeDraft}
          </Button>
          <Button size="xs" onClick={() => setAsked('publish')}>
            {words.publish}
          </Button>
        </>
      )}
      <Dialog
        opened={asked !== null}
        onClose={() => setAsked(null)}
        title={asked === 'remove' ? words.removeDraft : words.publish}
      >
        <Stack>
          {asked === 'remove' ? words.removeSure : words.publishSure(name)}
          {act.isError && <ProblemNote error={act.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setAsked(null)} data-autofocus>
              {words.cancel}
            </Button>
            <Button
              {...(asked === 'remove' ? { color: 'red' } : {})}
              onClick={() => act.mutate()}
              loading={act.isPending}
            >
              {asked === 'remove' ? words.removeDraft : words.publish}
            </Button>
          </Group>
        </Stack>
      </Dialog>
    </Group>
  );
}
