import { Button, Group, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../api/client.ts';
import { Dialog } from '../components/dialog.tsx';
import { ProblemNote } from '../components/problem.tsx';
import { useWords } from '../words/words.ts';

type Props = {
  readonly id: string;
  readonly name: string;
  readonly index: number;
  readonly count: number;
  readonly onChanged: () => Promise<unknown>;
};

/** Up, down and away. */
export function NodeTools({ id, name, index, count, onChanged }: Props) {
  const words = useWords().curriculum;
  const [isAsking, setAsking] = useState(false);
  const move = useMutation({
    mutationFn: (to: number) => call(`/nodes/${id}/move`, { body: { index: to } }),
    onSuccess: onChanged,
  });
  const remove = useMutation({
    mutationFn: () => call(`/nodes/${id}`, { method: 'DELETE' }),
    onSuccess: onChanged,
  });
  return (
    <Group gap={4}>
      <Button
        variant="default"
        px="xs"
        aria-label={words.up(name)}
        disabled={index === 0}
        onClick={() => move.mutate(index - 1)}
      >
        ↑
      </Button>
      <Button
        variant="default"
        px="xs"
        aria-label={words.down(name)}
        disabled={index === count - 1}
        onClick={() => move.mutate(index + 1)}
      >
        ↓
      </Button>
      <Button variant="default" px="xs" aria-label={words.remove(name)} onClick={() => setAsking(true)}>
        ✕
      </Button>
      {move.isError && <ProblemNote error={move.error} />}
      <Dialog opened={isAsking} onClose={() => setAsking(false)} title={words.remove(name)}>
        <Stack>
          {words.removeNode(name)}
          {remove.isError && <ProblemNote error={remove.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setAsking(false)} data-autofocus>
              {words.cancel}
            </Button>
            <Button color="clay" onClick={() => remove.mutate()} loading={remove.isPending}>
              {words.remove(name)}
            </Button>
          </Group>
        </Stack>
      </Dialog>
    </Group>
  );
}
