import { Table, UnstyledButton } from '@mantine/core';
import type { LessonSlot } from '../../../features/schemes/schema.ts';
import { useWords } from '../words/words.ts';
import classes from './week-grid.module.css';

type Props = { readonly value: readonly LessonSlot[]; readonly onChange: (slots: LessonSlot[]) => void };

/** The lessons of a week to tick: once for a single, twice for a double, three times for none. */
export function WeekGrid({ value, onChange }: Props) {
  const words = useWords().newScheme;
  const last = Math.max(8, ...value.map(({ period, units }) => period + units - 1));
  const periods = Array.from({ length: Math.min(16, last) }, (_, index) => index + 1);
  const unitsAt = (weekday: number, period: number) =>
    value.find((slot) => slot.weekday === weekday && slot.period === period)?.units ?? 0;
  const press = (weekday: number, period: number) => {
    const next = (unitsAt(weekday, period) + 1) % 3;
    const others = value.filter((slot) => slot.weekday !== weekday || slot.period !== period);
    onChange(next === 0 ? others : [...others, { weekday, period, units: next === 1 ? 1 : 2 }]);
  };
  return (
    <Table.ScrollContainer minWidth={300} tabIndex={-1}>
      <Table withTableBorder withColumnBorders className={classes['grid'] ?? ''}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th />
            {words.weekdays.map((day) => (
              <Table.Th key={day} ta="center">
                {day}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {periods.map((period) => (
            <Table.Tr key={period}>
              <Table.Th scope="row">{words.period(period)}</Table.Th>
              {words.weekdays.map((day, index) => {
                const units = unitsAt(index + 1, period);
                const state = units === 0 ? words.off : units === 1 ? words.single : words.double;
                return (
                  <Table.Td key={day} p={0}>
                    <UnstyledButton
                      className={classes['cell'] ?? ''}
                      data-units={units}
                      aria-label={`${day}, ${words.period(period)}: ${state}`}
                      onClick={() => press(index + 1, period)}
                    >
                      {units === 0 ? '' : units === 1 ? '●' : '●●'}
                    </UnstyledButton>
                  </Table.Td>
                );
              })}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
