import { Alert, Anchor, Badge, Button, Group, Stack, Text } from '@mantine/core';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import type { SchemeReviewsAnswer } from '../../../features/reviews/schema.ts';
import { ApiError, call } from '../api/client.ts';
import { useWords } from '../words/words.ts';
import { Dialog } from './dialog.tsx';
import { ProblemNote } from './problem.tsx';

type HandInProps = {
  readonly schemeId: string;
  readonly version: number;
  /** The version with all that was typed, as its teacher sees it; undefined while some of that is not on the server. */
  readonly seen: () => Promise<number | undefined>;
  /** It was changed elsewhere: what is shown is to be read anew. */
  readonly onStale: () => Promise<void>;
};

/** Where a scheme stands on its way to approval, and the next thing its teacher can do about it. */
export function HandIn({ schemeId, version, seen, onStale }: HandInProps) {
  const all = useWords();
  const words = all.handIn;
  const client = useQueryClient();
  const [isAsked, setAsked] = useState(false);
  const reviews = useQuery({
    queryKey: ['scheme-reviews', schemeId, version],
    queryFn: () => call<SchemeReviewsAnswer>(`/schemes/${schemeId}/reviews`),
    // A dialog that is open stays while a newer version is asked for.
    placeholderData: keepPreviousData,
  });
  const act = useMutation({
    mutationFn: async (what: 'submit' | 'withdraw') => {
      if (what === 'withdraw') return call(`/schemes/${schemeId}/withdraw`, { method: 'POST' });
      const schemeVersion = await seen();
      if (schemeVersion === undefined) throw new NotSaved();
      return call(`/schemes/${schemeId}/submit`, { body: { schemeVersion } });
    },
    onError: (error) => error instanceof ApiError && error.code === 'conflict' && onStale(),
    onSuccess: async () => {
      setAsked(false);
      await Promise.all(
        ['scheme-reviews', 'scheme', 'schemes'].map((key) => client.invalidateQueries({ queryKey: [key] })),
      );
    },
  });
  const ask = () => {
    act.reset();
    setAsked(true);
  };
  if (reviews.data === undefined) return null;
  const { items, approved, mayHandIn } = reviews.data;
  // What was taken back left the scheme as it was before.
  const last = items.find(({ state }) => state !== 'withdrawn') ?? items[0];
  const differences = approved?.differences.length ?? 0;
  const isChanged = last?.state !== 'approved' || differences > 0;
  return (
    <Stack gap={4} className="no-print">
      <Group gap="xs">
        {last !== undefined && (
          <Badge variant="light" color={last.state === 'returned' ? 'yellow' : 'pine'}>
            {all.reviews.states[last.state]}
          </Badge>
        )}
        {last?.waitsFor != null && <Text size="sm">{all.reviews.waitsFor(all.reviews.roles[last.waitsFor])}</Text>}
        {last !== undefined && (
          <Anchor component={Link} href={`/reviews/${last.id}`} size="sm">
            {words.look}
          </Anchor>
        )}
        {last?.state === 'approved' && differences > 0 && <Text size="sm">{words.changed(differences)}</Text>}
        {mayHandIn && isChanged && (
          <Button variant="light" onClick={ask}>
            {last === undefined ? words.button : words.again}
          </Button>
        )}
        {!mayHandIn && last?.state === 'submitted' && (
          <Button variant="default" loading={act.isPending} onClick={() => act.mutate('withdraw')}>
            {words.back}
          </Button>
        )}
      </Group>
      {act.isError && !isAsked && !(act.error instanceof NotSaved) && <ProblemNote error={act.error} />}
      <Dialog opened={isAsked} onClose={() => setAsked(false)} title={words.button}>
        <Stack>
          <Text>{words.sure}</Text>
          {act.error instanceof NotSaved && (
            <Alert color="yellow" role="alert">
              {words.notSaved}
            </Alert>
          )}
          {act.isError && !(act.error instanceof NotSaved) && <ProblemNote error={act.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setAsked(false)}>
              {all.ways.cancel}
            </Button>
            <Button loading={act.isPending} onClick={() => act.mutate('submit')} data-autofocus>
              {words.button}
            </Button>
          </Group>
        </Stack>
      </Dialog>
    </Stack>
  );
}

class NotSaved extends Error {
  override readonly name = 'NotSaved';
}
