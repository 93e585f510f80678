import { Group, NumberInput, Select, SimpleGrid, Stack, Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Editing } from '../../../features/curriculum/versions-schema.ts';
import { useWords } from '../words/words.ts';
import { SaveState } from './save-state.tsx';
import { bodyOf, draftOf, hintKindsShown } from './sub-strand.ts';
import { useAutosave } from './use-autosave.ts';

type Props = {
  readonly sub: Editing['strands'][number]['subStrands'][number];
  readonly version: number;
  readonly isDraft: boolean;
  readonly onChanged: () => Promise<unknown>;
  readonly tools: ReactNode;
};

/** All of a sub-strand: lists are typed one on each line. */
export function SubStrandForm({ sub, version, isDraft, onChanged, tools }: Props) {
  const words = useWords().curriculum;
  const { value, change, ...saving } = useAutosave({
    id: sub.id,
    version,
    initial: draftOf(sub),
    toBody: (draft) => bodyOf(draft, sub),
    onChanged,
  });
  const terms = [1, 2, 3].map((term) => ({ value: `${term}`, label: `${words.term} ${term}` }));
  return (
    <Stack gap="sm">
      <Group align="end" gap="sm">
        <TextInput
          label={words.code}
          value={value.code}
          onChange={(event) => change({ ...value, code: event.currentTarget.value })}
          readOnly={!isDraft}
          maxLength={40}
          w={90}
        />
        <TextInput
          label={words.name}
          value={value.title}
          onChange={(event) => change({ ...value, title: event.currentTarget.value })}
          readOnly={!isDraft}
          maxLength={300}
          style={{ flex: '1 1 220px' }}
        />
        <NumberInput
          label={words.lessons}
          value={value.lessons}
          onChange={(next) => change({ ...value, lessons: next })}
          readOnly={!isDraft}
          min={1}
          max={400}
          w={90}
        />
        <Select
          label={words.term}
          placeholder={words.anyTerm}
          data={terms}
          value={value.term}
          onChange={(term) => change({ ...value, term })}
          readOnly={!isDraft}
          clearable={isDraft}
          w={130}
        />
        {isDraft && tools}
      </Group>
      <Textarea
        label={words.outcomes}
        value={value.outcomes}
        onChange={(event) => change({ ...value, outcomes: event.currentTarget.value })}
        readOnly={!isDraft}
        autosize
        minRows={2}
        maxRows={14}
      />
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        {hintKindsShown.map((kind) => (
          <Textarea
            key={kind}
            label={words.hints[kind]}
            description={words.onePerLine}
            value={value.hints[kind]}
            onChange={(event) => change({ ...value, hints: { ...value.hints, [kind]: event.currentTarget.value } })}
            readOnly={!isDraft}
            autosize
            minRows={1}
            maxRows={8}
          />
        ))}
      </SimpleGrid>
      <SaveState {...saving} theirs={[sub.title, ...sub.outcomes.map(({ text }) => text)].join('\n')} />
    </Stack>
  );
}
