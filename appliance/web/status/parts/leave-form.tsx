import { Button, Group, Radio, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { DriftReason } from '../../../features/status/schema.ts';
import { call } from '../api.ts';
import { Dialog } from '../components/act.tsx';
import { ProblemNote } from '../components/problem-note.tsx';
import { useWords } from '../words/words.ts';

type LeaveProps = { readonly title: string; readonly digest: string; readonly isBusy: boolean };

/** Leaves a difference as it is, for one of a few reasons. */
export function LeaveForm({ title, digest, isBusy }: LeaveProps) {
  const all = useWords();
  const words = all.drift;
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState<DriftReason>('later');
  const close = () => setOpen(false);
  const leave = useMutation({
    mutationFn: () => call('/status/requests', { body: { action: 'drift-accept', difference: digest, reason } }),
    onSuccess: close,
  });
  return (
    <>
      <Button
        size="xs"
        variant="default"
        disabled={isBusy}
        aria-label={words.leaveLabel(title)}
        onClick={() => setOpen(true)}
      >
        {words.leave}
      </Button>
      <Dialog opened={isOpen} onClose={close} title={words.leaveTitle}>
        <Stack gap="sm">
          <Text size="sm">{words.leaveLead}</Text>
          {leave.isError && <ProblemNote error={leave.error} />}
          <Radio.Group label={words.why} value={reason} onChange={(value) => setReason(value as DriftReason)}>
            <Stack gap="xs" mt="xs">
              {(Object.keys(words.reasons) as DriftReason[]).map((one) => (
                <Radio key={one} value={one} label={words.reasons[one]} />
              ))}
            </Stack>
          </Radio.Group>
          <Text size="sm" c="dimmed">
            {words.ownWords}
          </Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {all.cancel}
            </Button>
            <Button loading={leave.isPending} onClick={() => leave.mutate()}>
              {words.leave}
            </Button>
          </Group>
        </Stack>
      </Dialog>
    </>
  );
}
