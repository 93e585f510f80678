import { Button, Group, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { RecordCheck } from '../../../features/record-checks/schema.ts';
import { call } from '../api/client.ts';
import { useWords } from '../words/words.ts';
import { CheckNote } from './check-note.tsx';
import { ProblemNote } from './problem.tsx';

type Props = {
  readonly allocationId: string;
  /** Its Monday. */
  readonly week: string;
  readonly check: RecordCheck | undefined;
  readonly mayCheck: boolean;
};

/** Below the lessons of a week: who has looked at them, and for whoever may, the tick with a word to the teacher. */
export function CheckWeek({ allocationId, week, check, mayCheck }: Props) {
  const words = useWords().recordChecks;
  const client = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const [note, setNote] = useState(check?.note ?? '');
  const tick = useMutation({
    mutationFn: () => call('/record-checks', { method: 'PUT', body: { week, allocationIds: [allocationId], note } }),
    onSuccess: async () => {
      setOpen(false);
      await Promise.all([['record-checks'], ['records']].map((queryKey) => client.invalidateQueries({ queryKey })));
    },
  });
  return (
    <>
      {check !== undefined && <CheckNote check={check} />}
      {mayCheck && !isOpen && (
        <Group className="no-print">
          <Button size="xs" variant="default" onClick={() => setOpen(true)}>
            {check === undefined ? words.tickWeek : words.tickAgain}
          </Button>
        </Group>
      )}
      {mayCheck && isOpen && (
        <>
          <Textarea
            label={words.note}
            description={words.noteHint}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
            maxLength={500}
            autosize
            minRows={2}
          />
          {tick.isError && <ProblemNote error={tick.error} />}
          <Group>
            <Button size="xs" loading={tick.isPending} onClick={() => tick.mutate()}>
              {words.tickWeek}
            </Button>
            <Button size="xs" variant="default" onClick={() => setOpen(false)}>
              {words.cancel}
            </Button>
          </Group>
        </>
      )}
    </>
  );
}
