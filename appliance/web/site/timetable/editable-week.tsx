import { VisuallyHidden } from '@mantine/core';
import { type KeyboardEvent, useRef } from 'react';
import type { Allocation } from '../../../features/allocations/schema.ts';
import type { DayTimes } from '../../../features/timetable/schema.ts';
import { useWords } from '../words/words.ts';
import { type GridLesson, lessonsAt, periodsOf, pressed, weekdaysOf } from './week.ts';
import styles from './week-table.module.css';
import { WeekTable } from './week-table.tsx';

type Props = {
  readonly lessons: readonly GridLesson[];
  readonly allocations: readonly Allocation[];
  readonly times: readonly DayTimes[];
  readonly grade: string | undefined;
  /** The allocation that pressing a place enters. */
  readonly brush: string;
  /** What stands below the learning area. */
  readonly who: (allocation: Allocation) => string;
  readonly onChange: (lessons: GridLesson[]) => void;
};

const steps: Readonly<Record<string, readonly [days: number, periods: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

export function EditableWeek({ lessons, allocations, times, grade, brush, who, onChange }: Props) {
  const all = useWords();
  const words = all.classes;
  const table = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent, weekday: number, period: number) => {
    const step = steps[event.key];
    if (step === undefined) return;
    const place = `[data-place="${weekday + step[0]} ${period + step[1]}"]`;
    const next = table.current?.querySelector<HTMLButtonElement>(place);
    if (next == null) return;
    event.preventDefault();
    next.focus();
  };
  return (
    <div ref={table}>
      <WeekTable
        weekdays={weekdaysOf(lessons)}
        periods={periodsOf(times, grade, lessons)}
        cell={(weekday, period) => {
          const here = lessonsAt(lessons, weekday, period).map((one) => ({
            ...one,
            allocation: allocations.find(({ id }) => id === one.lesson.allocationId),
          }));
          const look = [styles.cell, here.length > 0 && styles.taken, here.length > 1 && styles.clash];
          return (
            <button
              type="button"
              className={[...look, here.some(({ isHalf }) => isHalf) && styles.half].filter(Boolean).join(' ')}
              data-place={`${weekday} ${period}`}
              tabIndex={weekday === 1 && period === 1 ? 0 : -1}
              onKeyDown={(event) => move(event, weekday, period)}
              onClick={() => onChange(pressed(lessons, { weekday, period }, brush))}
            >
              <VisuallyHidden>{words.place(all.weekdays[weekday - 1] ?? '', period)} </VisuallyHidden>
              {here.length === 0 && <VisuallyHidden>{words.free}</VisuallyHidden>}
              {here.map(({ lesson, allocation, isHalf }) => (
                <span key={lesson.allocationId}>
                  <span className={styles.area}>{allocation?.learningArea.name}</span>{' '}
                  <span className={styles.who}>
                    {isHalf ? all.timetable.doubleEnd : allocation !== undefined && who(allocation)}
                  </span>
                  {lesson.units === 2 && !isHalf && <VisuallyHidden>, {all.timetable.double}</VisuallyHidden>}
                </span>
              ))}
            </button>
          );
        }}
      />
    </div>
  );
}
