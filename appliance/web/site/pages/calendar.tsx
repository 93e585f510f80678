import { Badge, Button, Card, Group, Loader, Select, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { CalendarAnswer, CalendarDay } from '../../../features/calendar/editing-schema.ts';
import { call } from '../api/client.ts';
import { CalendarEditor } from '../calendar/calendar-editor.tsx';
import { PlaceAnew } from '../calendar/place-anew.tsx';
import { YearView } from '../calendar/year-view.tsx';
import { PageHead } from '../components/page-head.tsx';
import { ProblemNote } from '../components/problem.tsx';
import type { PageProps } from '../pages.tsx';
import { keepsTimetables, useKeptSchools } from '../timetable/kept-schools.ts';
import { shortDate } from '../words/dates.ts';
import { useWords } from '../words/words.ts';

/** The year as the district plans it, with the days of one school; to be changed by those who may. */
export function Calendar({ me }: PageProps) {
  const all = useWords();
  const words = all.calendar;
  const [year, setYear] = useState(new Date().getFullYear());
  const [editing, setEditing] = useState<'district' | 'school' | null>(null);
  const isEditor = me.memberships.some(({ role }) => role === 'district-admin' || role === 'curriculum-editor');
  const kept = useKeptSchools(me);
  const own = me.memberships.flatMap(({ school }) =>
    school === null ? [] : [{ value: school.id, label: school.name }],
  );
  const schools = [...new Map([...own, ...kept].map((one) => [one.value, one])).values()];
  const [chosen, setChosen] = useState<string | null>(own[0]?.value ?? null);
  const path = `/calendars/${year}${chosen === null ? '' : `?schoolId=${chosen}`}`;
  const calendar = useQuery({ queryKey: ['calendar', path], queryFn: () => call<CalendarAnswer>(path) });
  const { data } = calendar;
  const show = (next: number) => {
    setYear(next);
    setEditing(null);
  };
  const mayClose = chosen !== null && keepsTimetables(me) && kept.some(({ value }) => value === chosen);
  return (
    <Stack>
      <PageHead
        title={words.title(year)}
        lead={data === undefined ? undefined : words.lead(data.version)}
        actions={
          <>
            <Button variant="default" onClick={() => show(year - 1)}>
              ← {words.before}
            </Button>
            <Button variant="default" onClick={() => show(year + 1)}>
              {words.next} →
            </Button>
          </>
        }
      />
      {schools.length > 0 && (isEditor || schools.length > 1) && (
        <Select
          label={words.school}
          placeholder={words.wholeDistrict}
          data={schools}
          value={chosen}
          onChange={setChosen}
          clearable={isEditor}
          searchable
          maw={420}
        />
      )}
      {calendar.isPending && <Loader aria-label={all.loading} />}
      {calendar.isError && <ProblemNote error={calendar.error} onRetry={() => calendar.refetch()} />}
      {data !== undefined && editing !== null && (
        <CalendarEditor
          key={`${path} ${editing}`}
          calendar={data}
          schoolId={editing === 'school' ? chosen : null}
          onDone={() => setEditing(null)}
        />
      )}
      {data !== undefined && editing === null && (
        <>
          <Group>
            {isEditor && <Button onClick={() => setEditing('district')}>{words.edit}</Button>}
            {mayClose && data.version > 0 && (
              <Button variant="default" onClick={() => setEditing('school')}>
                {words.editClosures}
              </Button>
            )}
          </Group>
          <Summary calendar={data} />
          {chosen !== null && data.version > 0 && mayPlaceAnew(me, chosen) && (
            <PlaceAnew key={chosen} schoolId={chosen} />
          )}
          <YearView calendar={data} />
        </>
      )}
    </Stack>
  );
}

/** Whoever leads or administers the school, and heads of its departments. */
function mayPlaceAnew(me: PageProps['me'], schoolId: string): boolean {
  const roles: readonly string[] = ['school-ict-admin', 'deputy', 'head', 'head-of-department'];
  return me.memberships.some(({ role, school }) => school?.id === schoolId && roles.includes(role));
}

function Summary({ calendar }: { readonly calendar: CalendarAnswer }) {
  const words = useWords().calendar;
  return (
    <SimpleGrid cols={{ base: 1, sm: 2, lg: 4 }}>
      {calendar.terms.map(({ id, number, start, end }) => (
        <Card key={id} withBorder>
          <Title order={2} size="h5">
            {words.term(number)}
          </Title>
          <Text size="sm">{words.dates(shortDate(start), shortDate(end))}</Text>
          <Text size="sm" c="dimmed" mb="xs">
            {words.weeks(weeksOf(start, end))}
          </Text>
          <Days days={calendar.days.filter((day) => day.from <= end && day.to >= start)} />
        </Card>
      ))}
    </SimpleGrid>
  );
}

function Days({ days }: { readonly days: readonly CalendarDay[] }) {
  const words = useWords().calendar;
  return (
    <Stack gap={4}>
      {days.map((day) => (
        <div key={`${day.from} ${day.label} ${day.grade} ${day.ofSchool}`}>
          <Text size="sm">
            {day.label}{' '}
            <Text span size="xs" c="dimmed">
              {words.dates(shortDate(day.from), shortDate(day.to))}
            </Text>
          </Text>
          <Group gap={4}>
            {day.status === 'tentative' && (
              <Badge size="sm" variant="light" color="yellow" tt="none">
                {words.tentative}
              </Badge>
            )}
            {day.ofSchool && (
              <Badge size="sm" variant="light" tt="none">
                {words.ofSchool}
              </Badge>
            )}
            {day.grade !== null && (
              <Badge size="sm" variant="light" tt="none">
                {words.ofGrade(day.grade)}
              </Badge>
            )}
          </Group>
        </div>
      ))}
    </Stack>
  );
}

/** Calendar weeks that a term touches; the first holds its first day, weeks begin on Monday. */
function weeksOf(start: string, end: string): number {
  const monday = Date.parse(start) - ((new Date(start).getUTCDay() + 6) % 7) * 86_400_000;
  return Math.floor((Date.parse(end) - monday) / (7 * 86_400_000)) + 1;
}
