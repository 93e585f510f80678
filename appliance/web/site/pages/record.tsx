import { Anchor, Button, Card, Group, Loader, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import type { LessonOfDay, RecordsAnswer } from '../../../features/records/schema.ts';
import { call } from '../api/client.ts';
import { CheckWeek } from '../components/check-week.tsx';
import { Downloads } from '../components/downloads.tsx';
import { PageHead } from '../components/page-head.tsx';
import { ProblemNote } from '../components/problem.tsx';
import { RecoveryOutcome } from '../components/recovery-outcome.tsx';
import type { PageProps } from '../pages.tsx';
import { dateHere, daysFrom, shortDate } from '../words/dates.ts';
import { useWords } from '../words/words.ts';

const stretch = 28;

/** The record of work as it assembles itself, four weeks at a time, the newest week first. */
export function RecordOfWork({ params }: PageProps) {
  const all = useWords();
  const words = all.record;
  const [to, setTo] = useState(dateHere());
  const from = daysFrom(to, 1 - stretch);
  const path = `/records?allocationId=${params['allocationId']}&from=${from}&to=${to}`;
  const records = useQuery({ queryKey: ['records', path], queryFn: () => call<RecordsAnswer>(path) });
  const items = records.data?.items ?? [];
  const [first] = items;
  const schemeId = items.findLast(({ row }) => row !== null)?.row?.schemeId;
  const weeks = [...Map.groupBy(items, ({ date }) => mondayOf(date))].reverse();
  return (
    <Stack gap="md" maw={860}>
      <Anchor component={Link} href="/coverage" className="no-print">
        ← {words.back}
      </Anchor>
      <PageHead
        title={first === undefined ? words.title : `${words.title}: ${first.learningArea}, ${first.className}`}
        lead={`${shortDate(from)} – ${shortDate(to)}`}
        actions={
          <>
            {schemeId !== undefined && <Papers schemeId={schemeId} />}
            <Button variant="default" onClick={() => setTo(daysFrom(to, -stretch))}>
              {words.earlier}
            </Button>
            {to < dateHere() && (
              <Button variant="default" onClick={() => setTo(daysFrom(to, stretch))}>
                {words.later}
              </Button>
            )}
          </>
        }
      />
      {records.isPending && <Loader aria-label={all.loading} />}
      {records.isError && <ProblemNote error={records.error} onRetry={() => records.refetch()} />}
      {records.data !== undefined && items.length === 0 && <Text>{words.empty}</Text>}
      {weeks.map(([monday, lessons]) => (
        <Stack key={monday} gap="xs">
          <Title order={2} size="h4">
            {words.week(shortDate(monday))}
          </Title>
          {lessons.map((lesson) => (
            <Entry key={`${lesson.date} ${lesson.period}`} lesson={lesson} />
          ))}
          <CheckWeek
            allocationId={params['allocationId'] ?? ''}
            week={monday}
            check={records.data?.checks.find(({ week }) => week === monday)}
            mayCheck={records.data?.mayCheck === true}
          />
        </Stack>
      ))}
    </Stack>
  );
}

/** The record and the missed lessons of the term on paper. */
function Papers({ schemeId }: { readonly schemeId: string }) {
  const words = useWords().record.papers;
  return (
    <>
      <Downloads document={{ kind: 'record', sourceId: schemeId }} formats={['pdf', 'docx']} />
      <Downloads
        document={{ kind: 'recovery', sourceId: schemeId }}
        formats={['pdf']}
        labels={{ pdf: words.recovery }}
      />
    </>
  );
}

function Entry({ lesson }: { readonly lesson: LessonOfDay }) {
  const all = useWords();
  const { row, delivery } = lesson;
  const reason = delivery?.reason;
  return (
    <Card withBorder p="sm">
      <Group justify="space-between" gap="xs" align="flex-start">
        <Text size="sm" c="dimmed">
          {shortDate(lesson.date)} · {all.today.lesson(lesson.period)}
        </Text>
        <Text size="sm" fw={600} {...(delivery === null ? { c: 'dimmed' } : {})}>
          {delivery === null ? all.record.open : all.today.outcomes[delivery.outcome]}
          {reason == null ? '' : ` · ${all.today.reasons[reason]}`}
        </Text>
      </Group>
      {row !== null && (
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {row.strand} · {row.subStrand}: {row.outcomes.join('; ')}
        </Text>
      )}
      {[delivery?.note ?? '', delivery?.remarks ?? '']
        .filter((text) => text !== '')
        .map((text) => (
          <Text size="sm" key={text} style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>
            {text}
          </Text>
        ))}
      {delivery !== null && delivery.recovery !== null && (
        <RecoveryOutcome deliveryId={delivery.id} recovery={delivery.recovery} />
      )}
    </Card>
  );
}

function mondayOf(date: string): string {
  return daysFrom(date, -((new Date(date).getUTCDay() + 6) % 7));
}
