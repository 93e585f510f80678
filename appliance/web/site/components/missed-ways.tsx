import { Button, Card, Group, List, Loader, Radio, Select, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { Way, WayRequest, WaysAnswer } from '../../../features/records/schema.ts';
import { ApiError, call, newIdempotencyKey } from '../api/client.ts';
import { shortDate } from '../words/dates.ts';
import { useWords } from '../words/words.ts';
import { ProblemNote } from './problem.tsx';

const mostShown = 8;
/** Answers after which nothing was done. */
const refusals: readonly string[] = ['conflict', 'invalid-request'];

/** The ways to go on after a missed lesson, each with what it would move, before anything moves. */
export function MissedWays({ deliveryId, onDone }: { readonly deliveryId: string; readonly onDone: () => void }) {
  const all = useWords();
  const words = all.ways;
  const client = useQueryClient();
  const [way, setWay] = useState<Way>('shift');
  const [time, setTime] = useState<string | null>(null);
  const key = useRef(newIdempotencyKey());
  const shown = useQuery({
    queryKey: ['ways', deliveryId],
    queryFn: () => call<WaysAnswer>(`/deliveries/${deliveryId}/ways`),
    staleTime: 0,
  });
  const go = useMutation({
    mutationFn: (body: WayRequest) => call(`/deliveries/${deliveryId}/way`, { body }),
    onSuccess: async () => {
      await Promise.all(
        ['today', 'scheme', 'records', 'coverage'].map((name) => client.invalidateQueries({ queryKey: [name] })),
      );
      onDone();
    },
    onError: (error) => {
      const isRefused = error instanceof ApiError && refusals.includes(error.code);
      // Whether it was done nobody knows while no answer came: asked again by the same name it is done once.
      if (isRefused) {
        key.current = newIdempotencyKey();
        // Somebody may have dealt with it on another device.
        void client.invalidateQueries({ queryKey: ['today'] });
      }
      void shown.refetch();
    },
  });
  if (shown.isPending) return <Loader aria-label={all.loading} />;
  if (shown.isError) return <ProblemNote error={shown.error} onRetry={() => shown.refetch()} />;
  const { data } = shown;
  const free = data.free.map((one) => ({
    value: `${one.date} ${one.period}`,
    label: words.time(shortDate(one.date), one.period, one.start),
  }));
  const chosen = data.ways.find((one) => one.way === way);
  const at = time ?? free[0]?.value ?? null;
  const start = () => {
    const [date, period] = at?.split(' ') ?? [];
    const when = way === 'recover' && date !== undefined ? { date, period: Number(period) } : {};
    go.mutate({ clientOpId: key.current, way, schemeVersion: data.schemeVersion, ...when });
  };
  return (
    <Stack>
      <Radio.Group value={way} onChange={(next) => setWay(next as Way)} aria-label={words.title}>
        <Stack gap="xs">
          {data.ways.map((one) => (
            <Card withBorder key={one.way} p="sm">
              <Radio
                value={one.way}
                disabled={one.impossible !== null}
                label={words.names[one.way]}
                description={
                  one.impossible === null
                    ? [
                        words.moves(one.moves.length),
                        ...(one.carriedOver > 0 ? [words.carried(one.carriedOver)] : []),
                      ].join(' · ')
                    : words.impossible[one.impossible]
                }
              />
              {one.way === way && one.way === 'recover' && one.impossible === null && (
                <Select mt="xs" label={words.when} data={free} value={at} onChange={setTime} allowDeselect={false} />
              )}
              {one.way === way && one.way !== 'recover' && one.moves.length > 0 && (
                <List size="sm" mt="xs">
                  {one.moves.slice(0, mostShown).map((move) => (
                    <List.Item key={move.rowId}>
                      {move.subStrand}: {move.from === null ? words.nowhere : shortDate(move.from)} →{' '}
                      {move.to === null ? words.nowhere : shortDate(move.to)}
                    </List.Item>
                  ))}
                  {one.moves.length > mostShown && <List.Item>{words.more(one.moves.length - mostShown)}</List.Item>}
                </List>
              )}
            </Card>
          ))}
        </Stack>
      </Radio.Group>
      {go.isError && <ProblemNote error={go.error} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={onDone}>
          {words.cancel}
        </Button>
        <Button onClick={start} loading={go.isPending} disabled={chosen?.impossible !== null}>
          {words.go}
        </Button>
      </Group>
      <Text size="sm" c="dimmed" role="status">
        {go.isPending ? all.loading : ''}
      </Text>
    </Stack>
  );
}
