import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useWords } from '../words/words.ts';
import styles from './week-table.module.css';

type WeekTableProps = {
  /** 1 Monday to 7 Sunday. */
  readonly weekdays: readonly number[];
  readonly periods: readonly { readonly period: number; readonly start: string | null }[];
  readonly cell: (weekday: number, period: number) => ReactNode;
};

/** A week as a table: lessons of the day down, days across; fits a phone. */
export function WeekTable({ weekdays, periods, cell }: WeekTableProps) {
  const words = useWords();
  return (
    <div className={styles.scroll}>
      <table className={styles.week} aria-label={words.timetable.gridLabel}>
        <thead>
          <tr>
            <td />
            {weekdays.map((weekday) => (
              <th key={weekday} scope="col">
                <abbr title={words.weekdays[weekday - 1]}>{words.weekdaysShort[weekday - 1]}</abbr>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {periods.map(({ period, start }) => (
            <tr key={period}>
              <th scope="row">
                {period}
                {start !== null && (
                  <Text size="xs" c="dimmed" fw={400}>
                    {start}
                  </Text>
                )}
              </th>
              {weekdays.map((weekday) => (
                <td key={weekday}>{cell(weekday, period)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
