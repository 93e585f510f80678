import { Group, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Read } from '../../../features/status/schema.ts';
import { clock } from '../model/moments.ts';
import styles from '../panel.module.css';
import { useWords } from '../words/words.ts';

type PartCardProps = {
  readonly id: string;
  readonly heading: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
};

/** A part of the page that the answer at the top can lead to. */
export function PartCard({ id, heading, actions, children }: PartCardProps) {
  return (
    <section className={styles.card} id={id} aria-labelledby={`${id}-heading`} tabIndex={-1}>
      <Group justify="space-between" align="center" mb="sm" gap="xs">
        <Title order={2} size="h4" id={`${id}-heading`}>
          {heading}
        </Title>
        {actions !== undefined && <Group gap="xs">{actions}</Group>}
      </Group>
      {children}
    </section>
  );
}

/** What can be scrolled by hand can be by keyboard as well. */
export const scrolling = { viewportProps: { tabIndex: 0 } } as const;

type PartProps<Value> = {
  readonly part: Read<Value> | undefined;
  readonly now: number;
  readonly children: (value: Value) => ReactNode;
};

/** Shows a part that is there; of one that is not, says so. */
export function Part<Value>({ part, now, children }: PartProps<Value>) {
  const words = useWords();
  if (part?.kind === 'there') return children(part.value);
  const said =
    part === undefined
      ? words.loading
      : part.kind === 'absent'
        ? words.absent
        : words.unreadable(clock(part.since, now));
  return (
    <Text c={part?.kind === 'unreadable' ? 'var(--tt-unknown)' : 'dimmed'} fw={part?.kind === 'unreadable' ? 600 : 400}>
      {said}
    </Text>
  );
}
