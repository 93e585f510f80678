import { Alert, Button, Card, Group, List, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { CalendarAnswer, CalendarEffect } from '../../../features/calendar/editing-schema.ts';
import { call } from '../api/client.ts';
import { ProblemNote } from '../components/problem.tsx';
import { useGrades } from '../timetable/kept-schools.ts';
import { useWords } from '../words/words.ts';
import { type DayDraft, DayRow } from './day-row.tsx';

type Props = {
  readonly calendar: CalendarAnswer;
  /** The school whose own days are changed; null for the calendar of the district. */
  readonly schoolId: string | null;
  readonly onDone: () => void;
};

type TermDraft = { readonly number: number; readonly start: string; readonly end: string };

/** Terms and days to type in. A change of the district's calendar says what it means before it is put in force. */
export function CalendarEditor({ calendar, schoolId, onDone }: Props) {
  const words = useWords().calendar;
  const client = useQueryClient();
  const grades = useGrades();
  const [terms, setTerms] = useState<TermDraft[]>(
    calendar.terms.map(({ number, start, end }) => ({ number, start, end })),
  );
  const [days, setDays] = useState<DayDraft[]>(
    calendar.days
      .filter((day) => day.ofSchool === (schoolId !== null))
      .map(({ ofSchool: _, ...day }, index) => ({ ...day, key: index })),
  );
  const own = days.map(({ key: _, ...day }) => day);
  const body = schoolId === null ? { version: calendar.version, terms, days: own } : { days: own };
  const look = useMutation({
    mutationFn: () => call<CalendarEffect>(`/calendars/${calendar.year}/preview`, { body }),
  });
  const path = schoolId === null ? `/calendars/${calendar.year}` : `/schools/${schoolId}/closures/${calendar.year}`;
  const save = useMutation({
    mutationFn: () => call<CalendarAnswer>(path, { method: 'PUT', body }),
    onSuccess: async () => {
      await Promise.all(['calendar', 'terms'].map((key) => client.invalidateQueries({ queryKey: [key] })));
      onDone();
    },
  });
  const changeTerm = (number: number, change: Partial<TermDraft>) => {
    look.reset();
    setTerms(terms.map((term) => (term.number === number ? { ...term, ...change } : term)));
  };
  const changeDays = (next: DayDraft[]) => {
    look.reset();
    setDays(next);
  };
  const fresh = terms.at(-1)?.end ?? `${calendar.year}-01-05`;
  const free = [1, 2, 3, 4].find((number) => !terms.some((term) => term.number === number));
  return (
    <Card withBorder>
      <Stack>
        {schoolId === null && (
          <Stack gap="xs">
            {terms.map(({ number, start, end }) => (
              <Group key={number} align="end" gap="sm" role="group" aria-label={words.term(number)}>
                <Text fw={600} w={70} pb={8}>
                  {words.term(number)}
                </Text>
                <TextInput
                  type="date"
                  label={words.start}
                  value={start}
                  onChange={(event) => changeTerm(number, { start: event.currentTarget.value })}
                />
                <TextInput
                  type="date"
                  label={words.end}
                  value={end}
                  min={start}
                  onChange={(event) => changeTerm(number, { end: event.currentTarget.value })}
                />
                <Button
                  variant="default"
                  px="xs"
                  aria-label={words.remove(words.term(number))}
                  onClick={() => setTerms(terms.filter((term) => term.number !== number))}
                >
                  ✕
                </Button>
              </Group>
            ))}
            {free !== undefined && (
              <Group>
                <Button
                  variant="default"
                  size="xs"
                  onClick={() =>
                    setTerms([...terms, { number: free, start: fresh, end: fresh }].sort((a, b) => a.number - b.number))
                  }
                >
                  {words.addTerm}
                </Button>
              </Group>
            )}
          </Stack>
        )}
        <Title order={2} size="h4">
          {words.days}
        </Title>
        {days.length === 0 && <Text>{words.noDays}</Text>}
        {days.map((day) => (
          <DayRow
            key={day.key}
            day={day}
            grades={grades}
            onChange={(next) => changeDays(days.map((one) => (one.key === day.key ? next : one)))}
            onRemove={() => changeDays(days.filter((one) => one.key !== day.key))}
          />
        ))}
        <Group>
          <Button
            variant="default"
            size="xs"
            onClick={() =>
              changeDays([...days, newDay(schoolId, calendar, Math.max(0, ...days.map(({ key }) => key)) + 1)])
            }
          >
            {words.addDay}
          </Button>
        </Group>
        {look.data !== undefined && <Effect effect={look.data} />}
        {(look.isError || save.isError) && <ProblemNote error={save.error ?? look.error} />}
        <Group>
          {schoolId === null && look.data === undefined ? (
            <Button onClick={() => look.mutate()} loading={look.isPending}>
              {words.look}
            </Button>
          ) : (
            <Button onClick={() => save.mutate()} loading={save.isPending}>
              {schoolId === null ? words.publish : words.save}
            </Button>
          )}
          <Button variant="default" onClick={onDone}>
            {words.cancel}
          </Button>
        </Group>
      </Stack>
    </Card>
  );
}

function newDay(schoolId: string | null, { year, terms }: CalendarAnswer, key: number): DayDraft {
  const date = terms[0]?.start ?? `${year}-01-05`;
  const kind = schoolId === null ? 'holiday' : 'closure';
  return { key, from: date, to: date, kind, status: 'confirmed', label: '', grade: null };
}

function Effect({ effect }: { readonly effect: CalendarEffect }) {
  const words = useWords().calendar;
  const changed = effect.terms.filter((term) => term.changed);
  return (
    <Alert title={words.effect} role="status" color="yellow" styles={{ message: { color: 'inherit' } }}>
      {changed.length === 0 && <Text>{words.effectNone}</Text>}
      <List spacing="xs" listStyleType="none">
        {changed.map(({ number, schoolDaysBefore, schoolDaysAfter, schemes }) => (
          <List.Item key={number}>
            <Text fw={600}>{words.effectTerm(number, schoolDaysBefore, schoolDaysAfter)}</Text>
            <Text size="sm">{words.effectSchemes(schemes)}</Text>
          </List.Item>
        ))}
      </List>
      {effect.outside.length > 0 && <Text size="sm">{words.outside(effect.outside.join(', '))}</Text>}
    </Alert>
  );
}
