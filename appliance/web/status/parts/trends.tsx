import { Group, SegmentedControl, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { History, HistoryAnswer } from '../../../features/status/schema.ts';
import { call } from '../api.ts';
import { ProblemNote } from '../components/problem-note.tsx';
import { Spark } from '../components/spark.tsx';
import { clock, count } from '../model/moments.ts';
import styles from '../panel.module.css';
import { useWords } from '../words/words.ts';

type Span = 'day' | 'month';

const shown = ['on', 'rps', 'p95', 'err', 'db', 'wait', 'load', 'mem', 'disk'] as const;

const percents: readonly string[] = ['mem', 'disk'];

export function useHistory(span: Span) {
  return useQuery({
    queryKey: ['history', span],
    queryFn: () => call<HistoryAnswer>(`/status/history?span=${span}`),
    refetchInterval: ({ state }) => (state.data?.history == null ? 10_000 : 60_000),
  });
}

/** The last day or month, a small chart a number. */
export function Trends({ now }: { readonly now: number }) {
  const words = useWords().tiles.trends;
  const [span, setSpan] = useState<Span>('day');
  const found = useHistory(span);
  const history = found.data?.history;
  return (
    <section aria-labelledby="trends">
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h4" id="trends">
          {words.heading}
        </Title>
        <SegmentedControl
          size="xs"
          aria-label={words.span}
          value={span}
          onChange={(value) => setSpan(value as Span)}
          data={[
            { value: 'day', label: words.day },
            { value: 'month', label: words.month },
          ]}
        />
      </Group>
      {found.isError && <ProblemNote error={found.error} onRetry={() => found.refetch()} />}
      {history === null && <Text c="dimmed">{words.none}</Text>}
      {history != null && (
        <div className={styles.charts}>
          {shown.map((name) => (
            <Chart key={name} name={name} history={history} now={now} />
          ))}
        </div>
      )}
    </section>
  );
}

function Chart({
  name,
  history,
  now,
}: {
  readonly name: (typeof shown)[number];
  readonly history: History;
  readonly now: number;
}) {
  const words = useWords().tiles.trends;
  const label = words.series[name];
  const values = history.series[name] ?? [];
  const known = values.flatMap((value) => value ?? []);
  const last = known.at(-1);
  const most = Math.max(...known);
  const said =
    last === undefined ? words.empty(label) : words.summary(label, short(Math.min(...known)), short(most), short(last));
  return (
    <figure className={styles.chart} role="img" aria-label={said}>
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <Text size="sm" fw={600}>
          {label}
        </Text>
        <Text size="sm">{last === undefined ? '?' : short(last)}</Text>
      </Group>
      <Spark values={values} most={percents.includes(name) ? 100 : undefined} />
      <div className={styles.ends}>
        <span>{clock(history.from * 1_000, now)}</span>
        <span>{known.length === 0 ? '' : `≤ ${short(most)}`}</span>
        <span>{words.now}</span>
      </div>
    </figure>
  );
}

function short(value: number): string {
  return count(Math.abs(value) >= 100 ? Math.round(value) : Math.round(value * 10) / 10);
}
