import { Badge, Button, Card, Group, Loader, Stack, Text, TextInput, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { AreaVersion, VersionsAnswer } from '../../../features/curriculum/versions-schema.ts';
import { call } from '../api/client.ts';
import { PageHead } from '../components/page-head.tsx';
import { ProblemNote } from '../components/problem.tsx';
import { BringFile } from '../curriculum/bring-file.tsx';
import { VersionActions } from '../curriculum/version-actions.tsx';
import { useWords } from '../words/words.ts';

/** Every learning area with its versions, and files to bring in. */
export function Curriculum() {
  const all = useWords();
  const words = all.curriculum;
  const [wanted, setWanted] = useState('');
  const [isBringing, setBringing] = useState(false);
  const versions = useQuery({
    queryKey: ['curriculum'],
    queryFn: () => call<VersionsAnswer>('/curriculum/versions'),
  });
  const needle = wanted.trim().toLowerCase();
  const areas = Object.entries(
    Object.groupBy(
      (versions.data?.items ?? []).filter((one) => `${one.grade} ${one.name}`.toLowerCase().includes(needle)),
      ({ grade, name }) => `${grade}: ${name}`,
    ),
  );
  return (
    <Stack>
      <PageHead
        title={words.title}
        lead={words.lead}
        actions={!isBringing && <Button onClick={() => setBringing(true)}>{words.bring}</Button>}
      />
      {isBringing && <BringFile onDone={() => setBringing(false)} />}
      <TextInput
        label={words.search}
        type="search"
        value={wanted}
        onChange={(event) => setWanted(event.currentTarget.value)}
        maw={420}
      />
      {versions.isPending && <Loader aria-label={all.loading} />}
      {versions.isError && <ProblemNote error={versions.error} onRetry={() => versions.refetch()} />}
      {areas.map(([area, items]) => (
        <Card withBorder key={area} padding="sm">
          <Title order={2} size="h5" mb={4}>
            {area}
          </Title>
          <Stack gap="xs">
            {(items ?? []).map((one) => (
              <Version key={one.id} version={one} />
            ))}
          </Stack>
        </Card>
      ))}
    </Stack>
  );
}

const colours = { draft: 'yellow', published: 'pine', replaced: 'gray' } as const;

function Version({ version }: { readonly version: AreaVersion }) {
  const words = useWords().curriculum;
  const { strands, subStrands, outcomes, lessons } = version;
  return (
    <Group justify="space-between" gap="xs">
      <div style={{ minWidth: 0 }}>
        <Group gap="xs">
          <Text fw={500}>{words.version(version.version)}</Text>
          <Badge variant="light" color={colours[version.status]} tt="none">
            {words.states[version.status]}
          </Badge>
          {version.origin !== '' && (
            <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
              {version.origin}
            </Text>
          )}
        </Group>
        <Text size="sm">{words.counts(strands, subStrands, outcomes, lessons)}</Text>
      </div>
      <VersionActions version={version} />
    </Group>
  );
}
