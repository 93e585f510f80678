import { Alert, List, Text } from '@mantine/core';
import type { Clash } from '../../../features/timetable/schema.ts';
import { useWords } from '../words/words.ts';

/** What is twice at one time, with the lessons that say why. */
export function ClashList({ clashes }: { readonly clashes: readonly Clash[] }) {
  const all = useWords();
  const words = all.timetable;
  if (clashes.length === 0) return null;
  return (
    <Alert color="yellow" title={words.clashes} role="status" styles={{ message: { color: 'inherit' } }}>
      <List spacing="xs" listStyleType="none">
        {clashes.map(({ kind, weekday, period, lessons }) => {
          const day = all.weekdays[weekday - 1] ?? '';
          const [first] = lessons;
          return (
            <List.Item key={`${kind} ${weekday} ${period} ${first?.id}`}>
              <Text size="sm" fw={600}>
                {kind === 'teacher-twice'
                  ? words.teacherTwice(first?.teacher.fullName ?? '', day, period)
                  : words.classTwice(first?.class.name ?? '', day, period)}
              </Text>
              {lessons.map((lesson) => (
                <Text size="sm" key={lesson.id}>
                  {words.clashLine(lesson.learningArea.name, lesson.class.name, lesson.teacher.fullName)}
                </Text>
              ))}
            </List.Item>
          );
        })}
      </List>
    </Alert>
  );
}
