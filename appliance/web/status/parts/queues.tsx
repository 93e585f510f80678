import { Badge, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { QueueState } from '../../../features/status/schema.ts';
import { call } from '../api.ts';
import { Act } from '../components/act.tsx';
import { Part, PartCard } from '../components/part-card.tsx';
import type { Live } from '../live.ts';
import { count, lasting } from '../model/moments.ts';
import styles from '../panel.module.css';
import { useWords } from '../words/words.ts';

/** What is done in the background, with what can be done about it. */
export function Queues({ live }: { readonly live: Live }) {
  const words = useWords().queues;
  return (
    <PartCard id="queues" heading={words.heading}>
      <Part part={live.parts.queues} now={live.now}>
        {({ workers, items }) => (
          <Stack gap="sm">
            <Text c={workers.seen === 0 ? 'var(--tt-bad)' : 'dimmed'}>
              {words.workers(workers.seen, workers.jobsEach)}
            </Text>
            <ul className={styles.plain}>
              {items.map((queue) => (
                <li key={queue.name}>
                  <QueueItem queue={queue} now={live.now} />
                </li>
              ))}
            </ul>
          </Stack>
        )}
      </Part>
    </PartCard>
  );
}

function QueueItem({ queue, now }: { readonly queue: QueueState; readonly now: number }) {
  const words = useWords().queues;
  const [said, setSaid] = useState('');
  const name = words.names[queue.name];
  const act = (what: string) => call<unknown>(`/status/queues/${queue.name}/${what}`, { method: 'POST' });
  const retry = async () => {
    const { retried, left } = (await act('retry')) as { readonly retried: number; readonly left: number };
    setSaid(words.retried(retried, left));
  };
  const facts = [
    [words.waiting, count(queue.waiting)],
    [words.active, count(queue.active)],
    [words.failed, count(queue.failed)],
    ...(queue.oldestWaitingSince === null
      ? []
      : [[words.oldest, lasting(Math.max(0, now - Date.parse(queue.oldestWaitingSince)))]]),
    ...(queue.waiting > 0 && queue.etaSeconds !== null ? [[words.eta, lasting(queue.etaSeconds * 1_000)]] : []),
  ];
  return (
    <Stack gap={4} pb="xs" style={{ borderBottom: '1px solid var(--tt-line)' }}>
      <Group justify="space-between" gap="xs">
        <Group gap="xs">
          <Text fw={600}>{name}</Text>
          {queue.paused && (
            <Badge color="yellow" variant="light">
              {words.held}
            </Badge>
          )}
        </Group>
        <Group gap="xs">
          {queue.failed > 0 && (
            <Act act={retry} label={words.retryLabel(name)}>
              {words.retry}
            </Act>
          )}
          {queue.paused ? (
            <Act act={() => act('resume')} label={words.resumeLabel(name)} variant="filled">
              {words.resume}
            </Act>
          ) : (
            <Act act={() => act('pause')} label={words.pauseLabel(name)} sure={words.pauseSure(name)}>
              {words.pause}
            </Act>
          )}
        </Group>
      </Group>
      <Group gap="md" component="p" m={0} style={{ rowGap: 0 }}>
        {facts.map(([label, value]) => (
          <Text span size="sm" key={label}>
            {label}: <b>{value}</b>
          </Text>
        ))}
      </Group>
      {said !== '' && (
        <Text size="sm" role="status">
          {said}
        </Text>
      )}
    </Stack>
  );
}
