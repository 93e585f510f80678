import { Button, Card, Group, NativeSelect, SimpleGrid, Stack, Title } from '@mantine/core';
import { useState } from 'react';
import type { ImportMapping } from '../../../features/people-import/schema.ts';
import { useWords } from '../words/words.ts';

type Props = {
  readonly headings: readonly string[];
  readonly mapping: ImportMapping;
  readonly isOpen: boolean;
  readonly onCheck: (mapping: ImportMapping) => void;
};

/** Which column of the file holds what; open when the file could not be understood. */
export function ImportColumns({ headings, mapping, isOpen, onCheck }: Props) {
  const words = useWords().peopleImport;
  const [open, setOpen] = useState(isOpen);
  const [chosen, setChosen] = useState<ImportMapping>(mapping);
  const fields = Object.keys(words.column) as (keyof typeof words.column)[];
  if (!open) {
    return (
      <Group>
        <Button variant="subtle" px={0} onClick={() => setOpen(true)}>
          {words.columns}
        </Button>
      </Group>
    );
  }
  const choose = (field: keyof ImportMapping, column: string) => {
    const { [field]: _, ...others } = chosen;
    setChosen(column === '' ? others : { ...others, [field]: Number(column) });
  };
  const choices = [
    { value: '', label: words.noColumn },
    ...headings.map((heading, column) => ({
      value: String(column),
      label: heading === '' ? `${column + 1}` : heading,
    })),
  ];
  return (
    <Card withBorder>
      <Stack gap="sm">
        <Title order={2} size="h4">
          {words.columns}
        </Title>
        <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }}>
          {fields.map((field) => (
            <NativeSelect
              key={field}
              label={words.column[field]}
              data={choices}
              value={chosen[field] === undefined ? '' : String(chosen[field])}
              onChange={(event) => choose(field, event.currentTarget.value)}
            />
          ))}
        </SimpleGrid>
        <Group>
          <Button variant="default" onClick={() => onCheck(chosen)}>
            {words.checkAgain}
          </Button>
        </Group>
      </Stack>
    </Card>
  );
}
