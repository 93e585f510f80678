import { Button, Checkbox, Group, List, NumberInput, Stack, Text, Textarea, Title } from '@mantine/core';
import { useState } from 'react';
import type { Plan } from '../../../features/plans/schema.ts';
import { useWords } from '../words/words.ts';
import { AsideNote } from './aside-note.tsx';
import type { Aside, PlanValue } from './section-edit.ts';

type Section = Plan['sections'][number];
type Step = { readonly minutes: number; readonly text: string };

type PlanSectionProps = {
  readonly section: Section;
  /** Grows when the server changed texts, which open fields then show. */
  readonly edition: number;
  readonly editable: boolean;
  readonly aside: Aside | undefined;
  readonly onType: (value: PlanValue) => void;
  readonly onKeep: (whose: 'mine' | 'theirs') => void;
  readonly onLock: () => void;
  readonly onAnew: () => void;
};

/** One section: read, or opened to be changed; every change is kept as it is typed. */
export function PlanSection(props: PlanSectionProps) {
  const { section, edition, editable, aside, onType, onKeep, onLock, onAnew } = props;
  const words = useWords();
  const [isOpen, setOpen] = useState(false);
  const { label, leadIn, locked } = section;
  const anew = section.rewordable ? words.plans.anew : words.plans.asBefore;
  return (
    <section aria-label={label}>
      <Group justify="space-between" gap="xs" align="baseline">
        <Title order={3} size="h5">
          {label}
        </Title>
        {editable && (
          <Group gap={4} className="no-print">
            <Button
              size="compact-xs"
              mih={24}
              variant="subtle"
              onClick={() => setOpen(!isOpen)}
              aria-label={`${isOpen ? words.close : words.plans.edit}: ${label}`}
            >
              {isOpen ? words.close : words.plans.edit}
            </Button>
            {(section.rewordable || section.edited) && (
              <Button
                size="compact-xs"
                mih={24}
                variant="subtle"
                onClick={onAnew}
                disabled={locked}
                aria-label={`${anew}: ${label}`}
              >
                {anew}
              </Button>
            )}
            <Button
              size="compact-xs"
              mih={24}
              variant="subtle"
              onClick={onLock}
              aria-label={`${locked ? words.plans.unlock : words.plans.lock}: ${label}`}
            >
              {locked ? words.plans.unlock : words.plans.lock}
            </Button>
          </Group>
        )}
      </Group>
      {leadIn !== undefined && (
        <Text size="sm" c="dimmed">
          {leadIn}
        </Text>
      )}
      {isOpen ? <Editor key={edition} section={section} onType={onType} /> : <Shown section={section} />}
      {aside !== undefined && <AsideNote aside={aside} onKeep={onKeep} />}
    </section>
  );
}

function Shown({ section: { value, kind } }: { readonly section: Section }) {
  const words = useWords().plans;
  if (value.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {kind === 'blank' ? words.blank : words.empty}
      </Text>
    );
  }
  if (typeof value === 'string')
    return <Text style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{value}</Text>;
  if (kind === 'steps') {
    return (
      <List type="ordered" spacing={4}>
        {(value as Step[]).map(({ minutes, text }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: steps have no other name
          <List.Item key={index}>
            {text} <Text span c="dimmed" size="sm">{`(${words.minutes(minutes)})`}</Text>
          </List.Item>
        ))}
      </List>
    );
  }
  return (
    <List>
      {(value as string[]).map((item) => (
        <List.Item key={item}>{item}</List.Item>
      ))}
    </List>
  );
}

function Editor({ section, onType }: { readonly section: Section; readonly onType: (value: PlanValue) => void }) {
  const { value, kind, label, choices = [] } = section;
  if (kind === 'steps') return <Steps steps={value as Step[]} onType={onType} />;
  if (kind === 'choices') {
    const chosen = value as string[];
    return (
      <Stack gap={6} my="xs">
        {[...new Set([...choices, ...chosen])].map((choice) => (
          <Checkbox
            key={choice}
            label={choice}
            checked={chosen.includes(choice)}
            onChange={(event) =>
              onType(event.currentTarget.checked ? [...chosen, choice] : chosen.filter((one) => one !== choice))
            }
          />
        ))}
      </Stack>
    );
  }
  return (
    <Lines
      key={section.slot}
      label={label}
      value={value as string | string[]}
      isList={kind === 'list'}
      onType={onType}
    />
  );
}

type LinesProps = {
  readonly label: string;
  readonly value: string | readonly string[];
  readonly isList: boolean;
  readonly onType: (value: PlanValue) => void;
};

/** What is typed stays in the field as it is; only the items of it are kept, and said is where they have no room. */
function Lines({ label, value, isList, onType }: LinesProps) {
  const words = useWords().plans;
  const [text, setText] = useState(typeof value === 'string' ? value : value.join('\n'));
  const items = isList ? itemsOf(text) : [];
  const error =
    items.length > most.items
      ? words.tooManyLines(most.items, items.length)
      : items.some((item) => item.length > most.itemLength) && words.lineTooLong(most.itemLength);
  return (
    <Textarea
      aria-label={label}
      autosize
      minRows={2}
      maxLength={most.textLength}
      error={error}
      value={text}
      onChange={(event) => {
        const next = event.currentTarget.value;
        setText(next);
        onType(isList ? fitting(itemsOf(next)) : next);
      }}
    />
  );
}

/** As the server takes them. */
const most = { items: 30, itemLength: 2_000, textLength: 6_000, minutes: 600 } as const;

function itemsOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function fitting(items: readonly string[]): string[] {
  return items.slice(0, most.items).map((item) => item.slice(0, most.itemLength));
}

function Steps({ steps, onType }: { readonly steps: readonly Step[]; readonly onType: (value: PlanValue) => void }) {
  const words = useWords().plans;
  const change = (index: number, part: Partial<Step>) =>
    onType(steps.map((step, at) => (at === index ? { ...step, ...part } : step)));
  return (
    <Stack gap="xs" my="xs">
      {steps.map((step, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: steps have no other name
        <Group key={index} align="flex-start" gap="xs" wrap="wrap">
          <NumberInput
            aria-label={words.stepMinutes(index + 1)}
            w={84}
            min={0}
            max={most.minutes}
            allowDecimal={false}
            value={step.minutes}
            onChange={(minutes) => change(index, { minutes: inRange(minutes) })}
          />
          <Textarea
            aria-label={words.step(index + 1)}
            autosize
            style={{ flex: '1 1 240px' }}
            maxLength={most.itemLength}
            value={step.text}
            onChange={(event) => change(index, { text: event.currentTarget.value })}
          />
          <Button
            variant="default"
            size="xs"
            aria-label={words.removeStep(index + 1)}
            onClick={() => onType(steps.filter((_, at) => at !== index))}
          >
            ×
          </Button>
        </Group>
      ))}
      <Button
        variant="default"
        size="xs"
        w="fit-content"
        disabled={steps.length >= most.items}
        onClick={() => onType([...steps, { minutes: 5, text: '' }])}
      >
        {words.addStep}
      </Button>
    </Stack>
  );
}

/** While it is typed the field lets any number through. */
function inRange(minutes: number | string): number {
  return Math.min(most.minutes, Math.max(0, Math.trunc(Number(minutes)) || 0));
}
