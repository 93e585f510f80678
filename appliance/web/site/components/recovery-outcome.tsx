import { Button, Group, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Delivery, RecoveryRequest } from '../../../features/records/schema.ts';
import { call } from '../api/client.ts';
import { dateHere, shortDate } from '../words/dates.ts';
import { useWords } from '../words/words.ts';
import { ProblemNote } from './problem.tsx';

type Props = { readonly deliveryId: string; readonly recovery: NonNullable<Delivery['recovery']> };

/** How a missed lesson is dealt with; of one whose new time is over, whether it was taught then, or why not. */
export function RecoveryOutcome({ deliveryId, recovery }: Props) {
  const all = useWords();
  const words = all.record.recovery;
  const client = useQueryClient();
  const [reason, setReason] = useState(recovery.reasonNotDone);
  const save = useMutation({
    mutationFn: (body: RecoveryRequest) =>
      call<undefined>(`/deliveries/${deliveryId}/recovery`, { method: 'PUT', body }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['records'] }),
  });
  const { way, date, period, doneAt } = recovery;
  if (way !== 'recover') return <Text size="sm">{all.today.dealt[way]}</Text>;
  if (doneAt !== null) return <Text size="sm">{words.done(shortDate(doneAt))}</Text>;
  const isOver = date !== null && date < dateHere();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ doneAt: null, reasonNotDone: reason });
  };
  return (
    <>
      <Text size="sm">{all.today.dealt.recover(shortDate(date ?? ''), period ?? 0)}</Text>
      {isOver && (
        <form onSubmit={submit}>
          {save.isError && <ProblemNote error={save.error} />}
          <Group align="flex-end" gap="xs">
            <TextInput
              label={words.why}
              size="xs"
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
              maxLength={300}
              w={320}
              maw="100%"
              required
            />
            <Button type="submit" size="xs" variant="default" loading={save.isPending}>
              {words.save}
            </Button>
            <Button
              size="xs"
              variant="light"
              loading={save.isPending}
              onClick={() => save.mutate({ doneAt: date, reasonNotDone: '' })}
            >
              {words.wasDone}
            </Button>
          </Group>
        </form>
      )}
    </>
  );
}
