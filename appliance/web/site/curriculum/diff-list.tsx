import { List, Stack, Text } from '@mantine/core';
import type { Diff } from '../../../features/curriculum/versions-schema.ts';
import { useWords } from '../words/words.ts';

/** What differs between two versions, sub-strand by sub-strand. */
export function DiffList({ diff }: { readonly diff: Diff }) {
  const words = useWords().curriculum;
  const { added, removed, changed, reordered, same } = diff;
  if (added.length + removed.length + changed.length === 0 && !reordered)
    return <Text size="sm">{words.noChanges}</Text>;
  return (
    <Stack gap={4}>
      <Titles head={words.added} of={added} />
      <Titles head={words.removed} of={removed} />
      {changed.length > 0 && (
        <>
          <Text size="sm" fw={600}>
            {words.changed}
          </Text>
          <List size="sm">
            {changed.map((one) => (
              <List.Item key={`${one.code} ${one.title}`}>
                {one.code} {one.title}:{' '}
                {[
                  ...one.fields.map(({ field, from, to }) => words.field(words.fields[field], from, to)),
                  ...(one.outcomesAdded.length > 0 ? [words.outcomesMore(one.outcomesAdded.length)] : []),
                  ...(one.outcomesRemoved.length > 0 ? [words.outcomesFewer(one.outcomesRemoved.length)] : []),
                  ...(one.hintsAdded + one.hintsRemoved > 0 ? [words.hintsChanged] : []),
                ].join('; ')}
              </List.Item>
            ))}
          </List>
        </>
      )}
      {reordered && <Text size="sm">{words.reordered}</Text>}
      <Text size="sm" c="dimmed">
        {words.same(same)}
      </Text>
    </Stack>
  );
}

function Titles({ head, of }: { readonly head: string; readonly of: Diff['added'] }) {
  if (of.length === 0) return null;
  return (
    <>
      <Text size="sm" fw={600}>
        {head}
      </Text>
      <List size="sm">
        {of.map(({ code, title }) => (
          <List.Item key={`${code} ${title}`}>
            {code} {title}
          </List.Item>
        ))}
      </List>
    </>
  );
}
