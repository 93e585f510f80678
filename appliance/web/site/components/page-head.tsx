import { Group, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import { useWords } from '../words/words.ts';

type PageHeadProps = {
  readonly title: string;
  /** One sentence below the title. */
  readonly lead?: ReactNode;
  /** Buttons at the right, below the title on a phone. */
  readonly actions?: ReactNode;
};

/** The title of a page, which is the window's as well. */
export function PageHead({ title, lead, actions }: PageHeadProps) {
  const words = useWords();
  useEffect(() => {
    document.title = `${title} · ${words.appName}`;
  }, [title, words.appName]);
  return (
    <Group justify="space-between" align="flex-start" gap="sm" className="no-print">
      <Stack gap={2} miw={0}>
        <Title order={1} size="h2" style={{ overflowWrap: 'anywhere' }}>
          {title}
        </Title>
        {lead !== undefined && <Text c="dimmed">{lead}</Text>}
      </Stack>
      {actions !== undefined && <Group gap="xs">{actions}</Group>}
    </Group>
  );
}
