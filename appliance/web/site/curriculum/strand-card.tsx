import { Accordion, Button, Card, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Editing } from '../../../features/curriculum/versions-schema.ts';
import { call } from '../api/client.ts';
import { ProblemNote } from '../components/problem.tsx';
import { useWords } from '../words/words.ts';
import { NodeTools } from './node-tools.tsx';
import { SaveState } from './save-state.tsx';
import { SubStrandForm } from './sub-strand-form.tsx';
import { useAutosave } from './use-autosave.ts';

type Props = {
  readonly editing: Editing;
  readonly index: number;
  readonly isDraft: boolean;
  readonly onChanged: () => Promise<unknown>;
};

/** A strand with its sub-strands, which open one by one. */
export function StrandCard({ editing, index, isDraft, onChanged }: Props) {
  const words = useWords().curriculum;
  const strand = editing.strands[index] as Editing['strands'][number];
  const [open, setOpen] = useState<string | null>(null);
  const { value, change, ...saving } = useAutosave({
    id: strand.id,
    version: editing.versions[strand.id] ?? 1,
    initial: { code: strand.code, title: strand.title },
    onChanged,
  });
  const add = useMutation({
    mutationFn: () =>
      call<{ id: string }>(`/learning-areas/${editing.id}/nodes`, {
        body: { parentId: strand.id, title: words.newTitle },
      }),
    onSuccess: async ({ id }) => {
      await onChanged();
      setOpen(id);
    },
  });
  return (
    <Card withBorder padding="sm">
      <Stack gap="sm">
        <Group align="end" gap="sm" wrap="wrap">
          <TextInput
            label={words.code}
            value={value.code}
            onChange={(event) => change({ ...value, code: event.currentTarget.value })}
            readOnly={!isDraft}
            maxLength={40}
            w={90}
          />
          <TextInput
            label={words.strand}
            value={value.title}
            onChange={(event) => change({ ...value, title: event.currentTarget.value })}
            readOnly={!isDraft}
            maxLength={300}
            style={{ flex: '1 1 200px' }}
          />
          {isDraft && (
            <NodeTools
              id={strand.id}
              name={strand.title}
              index={index}
              count={editing.strands.length}
              onChanged={onChanged}
            />
          )}
          <SaveState {...saving} theirs={`${strand.code} ${strand.title}`} />
        </Group>
        <Accordion variant="separated" value={open} onChange={setOpen} chevronPosition="left">
          {strand.subStrands.map((sub, position) => (
            <Accordion.Item key={sub.id} value={sub.id}>
              <Accordion.Control>
                <Group justify="space-between" gap="xs">
                  <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
                    {sub.code} {sub.title}
                  </Text>
                  <Text size="sm" c="dimmed">
                    {words.lessonsAre(sub.suggestedLessons)}
                  </Text>
                </Group>
              </Accordion.Control>
              <Accordion.Panel>
                {open === sub.id && (
                  <SubStrandForm
                    sub={sub}
                    version={editing.versions[sub.id] ?? 1}
                    isDraft={isDraft}
                    onChanged={onChanged}
                    tools={
                      <NodeTools
                        id={sub.id}
                        name={sub.title}
                        index={position}
                        count={strand.subStrands.length}
                        onChanged={onChanged}
                      />
                    }
                  />
                )}
              </Accordion.Panel>
            </Accordion.Item>
          ))}
        </Accordion>
        {add.isError && <ProblemNote error={add.error} />}
        {isDraft && (
          <Group>
            <Button size="xs" variant="default" onClick={() => add.mutate()} loading={add.isPending}>
              {words.addSubStrand}
            </Button>
          </Group>
        )}
      </Stack>
    </Card>
  );
}
