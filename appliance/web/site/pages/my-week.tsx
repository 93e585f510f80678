import { Button, Loader, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { AllocationsAnswer } from '../../../features/allocations/schema.ts';
import type { DayTimes, TimetableAnswer } from '../../../features/timetable/schema.ts';
import { call } from '../api/client.ts';
import { PageHead } from '../components/page-head.tsx';
import { ProblemNote } from '../components/problem.tsx';
import type { PageProps } from '../pages.tsx';
import { ClashList } from '../timetable/clash-list.tsx';
import { OwnLessons } from '../timetable/own-lessons.tsx';
import { lessonsAt, periodsOf, weekdaysOf } from '../timetable/week.ts';
import styles from '../timetable/week-table.module.css';
import { WeekTable } from '../timetable/week-table.tsx';
import { useWords } from '../words/words.ts';

/** A teacher's own week, at all schools. */
export function MyWeek({ me }: PageProps) {
  const all = useWords();
  const words = all.timetable;
  const week = useQuery({
    queryKey: ['timetable', 'me'],
    queryFn: () => call<TimetableAnswer>('/timetable?teacherId=me'),
  });
  const own = useQuery({
    queryKey: ['allocations', 'me'],
    queryFn: () => call<AllocationsAnswer>('/allocations?teacherId=me'),
  });
  const [isEntering, setEntering] = useState(false);
  const lessons = week.data?.lessons ?? [];
  const units = lessons.reduce((sum, one) => sum + one.units, 0);
  const times: DayTimes[] = [];
  return (
    <Stack>
      <PageHead
        title={words.title}
        lead={week.data === undefined ? undefined : words.lead(units)}
        actions={
          !isEntering &&
          own.data !== undefined && (
            <Button variant="default" onClick={() => setEntering(true)}>
              {words.enter}
            </Button>
          )
        }
      />
      {week.isPending && <Loader aria-label={all.loading} />}
      {week.isError && <ProblemNote error={week.error} onRetry={() => week.refetch()} />}
      {own.isError && <ProblemNote error={own.error} onRetry={() => own.refetch()} />}
      {isEntering && own.data !== undefined && (
        <OwnLessons me={me} allocations={own.data.items} onDone={() => setEntering(false)} />
      )}
      {!isEntering && week.data !== undefined && lessons.length === 0 && <Text maw={640}>{words.empty}</Text>}
      {!isEntering && week.data !== undefined && <ClashList clashes={week.data.clashes} />}
      {!isEntering && lessons.length > 0 && (
        <WeekTable
          weekdays={weekdaysOf(lessons)}
          periods={periodsOf(times, undefined, lessons)}
          cell={(weekday, period) => {
            const here = lessonsAt(lessons, weekday, period);
            return here.map(({ lesson, isHalf }) => (
              <div
                key={lesson.id}
                className={[styles.cell, styles.taken, here.length > 1 && styles.clash, isHalf && styles.half]
                  .filter(Boolean)
                  .join(' ')}
              >
                <span className={styles.area}>{lesson.learningArea.name}</span>
                <span className={styles.who}>{lesson.class.name}</span>
                <Text span size="xs">
                  {isHalf ? words.doubleEnd : (lesson.start ?? words.minutes(lesson.minutes))}
                </Text>
              </div>
            ));
          }}
        />
      )}
    </Stack>
  );
}
