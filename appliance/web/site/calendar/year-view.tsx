import { Group, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import type { CalendarAnswer } from '../../../features/calendar/editing-schema.ts';
import { useWords } from '../words/words.ts';
import { type DayLook, monthsOf } from './months.ts';
import styles from './year-view.module.css';

/** Twelve months; what a day is stands in its colour, its border and its title. */
export function YearView({ calendar }: { readonly calendar: CalendarAnswer }) {
  const all = useWords();
  const words = all.calendar;
  const names = new Intl.DateTimeFormat(document.documentElement.lang, { month: 'long', timeZone: 'UTC' });
  const looks: readonly DayLook[] = ['term', 'free', 'tentative'];
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Title order={2} size="h4">
          {words.year(calendar.year)}
        </Title>
        <Group gap="md">
          {looks.map((look) => (
            <Group gap={6} key={look}>
              <span className={`${styles.day} ${styles[look]}`} aria-hidden>
                8
              </span>
              <Text size="sm">{words.legend[look as keyof typeof words.legend]}</Text>
            </Group>
          ))}
        </Group>
      </Group>
      <SimpleGrid cols={{ base: 2, sm: 3, md: 4, lg: 6 }} spacing="md">
        {monthsOf(calendar).map(({ month, blanks, days }) => {
          const name = names.format(Date.UTC(calendar.year, month, 1));
          const taught = days.filter(({ look }) => look === 'term' || look === 'tentative').length;
          return (
            <div key={month}>
              <Text fw={600} size="sm" mb={4}>
                {name}
              </Text>
              <div className={styles.month} role="img" aria-label={words.month(name, taught)}>
                {Array.from({ length: blanks }, (_, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: blanks are all alike
                  <span key={index} />
                ))}
                {days.map(({ day, look, label }) => (
                  <span key={day} className={`${styles.day} ${styles[look] ?? ''}`} title={label}>
                    {day}
                  </span>
                ))}
              </div>
            </div>
          );
        })}
      </SimpleGrid>
    </Stack>
  );
}
