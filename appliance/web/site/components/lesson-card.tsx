import { Button, Card, Chip, Group, List, Stack, Text, Textarea, Title } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { Delivery, LessonOfDay } from '../../../features/records/schema.ts';
import type { Entry } from '../api/outbox.ts';
import { dateHere, shortDate } from '../words/dates.ts';
import { deliveryOutcomes, missReasons } from '../words/deliveries.ts';
import { useWords } from '../words/words.ts';
import { Dialog } from './dialog.tsx';
import { MissedWays } from './missed-ways.tsx';

type LessonCardProps = { readonly lesson: LessonOfDay; readonly onEntry: (entry: Entry) => void };

/** A lesson of the day with one button for each thing that can become of it. */
export function LessonCard({ lesson, onEntry }: LessonCardProps) {
  const words = useWords().today;
  const { delivery, row } = lesson;
  const [asksWhy, setAsksWhy] = useState(false);
  const name = `${lesson.learningArea}, ${lesson.className}`;
  const enter = (more: Pick<Entry, 'outcome'> & Partial<Entry>) => {
    const { allocationId, date, period, units } = lesson;
    const texts = { note: delivery?.note ?? '', remarks: delivery?.remarks ?? '' };
    onEntry({ allocationId, date, period, units, rowId: row?.id ?? null, ...texts, ...more });
    setAsksWhy(false);
  };
  const time = [lesson.start ?? words.lesson(lesson.period), lesson.units === 2 ? words.double : '']
    .filter((part) => part !== '')
    .join(' · ');
  return (
    <Card withBorder component="article" aria-label={name}>
      <Stack gap="xs">
        <div>
          <Text size="sm" c="dimmed">
            {time}
          </Text>
          <Title order={2} size="h4" style={{ overflowWrap: 'anywhere' }}>
            {name}
          </Title>
        </div>
        {row === null ? <Text size="sm">{words.noPlan}</Text> : <Planned row={row} />}
        {lesson.date > dateHere() ? (
          <Text size="sm" c="dimmed">
            {words.coming}
          </Text>
        ) : (
          <Group gap="xs" role="group" aria-label={words.ask(name)}>
            {deliveryOutcomes.map((outcome) => (
              <Button
                key={outcome}
                fz={13}
                h={44}
                px={2}
                // Side by side where the words fit, else one below the other: none is ever cut.
                style={{ flex: '1 1 30%', minWidth: 'max-content' }}
                variant={delivery?.outcome === outcome ? 'filled' : 'default'}
                aria-pressed={delivery?.outcome === outcome}
                onClick={() => (outcome === 'not-taught' ? setAsksWhy(true) : enter({ outcome, reason: null }))}
              >
                {words.outcomes[outcome]}
              </Button>
            ))}
          </Group>
        )}
        {(asksWhy || delivery?.outcome === 'not-taught') && (
          <Stack gap={4}>
            <Text size="sm" fw={500}>
              {words.why}
            </Text>
            <Group gap="xs">
              {missReasons.map((reason) => (
                <Chip
                  key={reason}
                  checked={delivery?.reason === reason}
                  onChange={() => enter({ outcome: 'not-taught', reason })}
                >
                  {words.reasons[reason]}
                </Chip>
              ))}
            </Group>
          </Stack>
        )}
        {delivery !== null && (
          <Texts
            key={`${delivery.note}\n${delivery.remarks}`}
            delivery={delivery}
            onSave={(texts) => enter({ ...kept(delivery), ...texts })}
          />
        )}
        {delivery?.outcome === 'not-taught' && row !== null && delivery.id !== '' && <GoOn delivery={delivery} />}
      </Stack>
    </Card>
  );
}

function kept({ outcome, reason }: Delivery): Pick<Entry, 'outcome' | 'reason'> {
  return { outcome, reason };
}

function Planned({ row }: { readonly row: NonNullable<LessonOfDay['row']> }): ReactNode {
  return (
    <div>
      <Text size="sm" fw={500} style={{ overflowWrap: 'anywhere' }}>
        {row.strand} · {row.subStrand}
      </Text>
      <List size="sm">
        {row.outcomes.map((outcome) => (
          <List.Item key={outcome}>{outcome}</List.Item>
        ))}
      </List>
    </div>
  );
}

type TextsProps = {
  readonly delivery: Delivery;
  readonly onSave: (texts: { readonly note: string; readonly remarks: string }) => void;
};

function Texts({ delivery, onSave }: TextsProps) {
  const words = useWords().today;
  const [note, setNote] = useState(delivery.note);
  const [remarks, setRemarks] = useState(delivery.remarks);
  const isChanged = note.trim() !== delivery.note || remarks.trim() !== delivery.remarks;
  return (
    <Stack gap="xs">
      {delivery.outcome === 'partly' && (
        <Textarea
          label={words.note}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          maxLength={1_000}
          autosize
        />
      )}
      <Textarea
        label={words.remarks}
        value={remarks}
        onChange={(event) => setRemarks(event.currentTarget.value)}
        maxLength={1_000}
        autosize
      />
      {isChanged && (
        <Group>
          <Button variant="default" onClick={() => onSave({ note, remarks })}>
            {words.saveText}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

function GoOn({ delivery }: { readonly delivery: Delivery }) {
  const words = useWords();
  const [isOpen, setOpen] = useState(false);
  const { recovery } = delivery;
  if (recovery !== null) {
    const { way, date, period } = recovery;
    const text =
      way === 'recover' ? words.today.dealt.recover(shortDate(date ?? ''), period ?? 0) : words.today.dealt[way];
    return <Text size="sm">{text}</Text>;
  }
  return (
    <Group>
      <Button variant="light" onClick={() => setOpen(true)}>
        {words.today.goOn}
      </Button>
      <Dialog opened={isOpen} onClose={() => setOpen(false)} title={words.ways.title} size="lg">
        {isOpen && <MissedWays deliveryId={delivery.id} onDone={() => setOpen(false)} />}
      </Dialog>
    </Group>
  );
}
