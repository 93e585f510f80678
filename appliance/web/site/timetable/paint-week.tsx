import { Badge, Button, Chip, Group, Text, TextInput } from '@mantine/core';
import type { Allocation } from '../../../features/allocations/schema.ts';
import type { Clash, DayTimes } from '../../../features/timetable/schema.ts';
import { ApiError } from '../api/client.ts';
import { ProblemNote } from '../components/problem.tsx';
import { useWords } from '../words/words.ts';
import { ClashList } from './clash-list.tsx';
import { EditableWeek } from './editable-week.tsx';
import type { GridLesson } from './week.ts';

type Props = {
  readonly words: { readonly hint: string; readonly brush: string; readonly save: string };
  readonly allocations: readonly Allocation[];
  /** What names an allocation beside its learning area: the class, or who teaches it. */
  readonly named: (allocation: Allocation) => string;
  /** The allocation that pressing a place enters. */
  readonly brush: string;
  readonly onBrush: (allocationId: string) => void;
  readonly lessons: readonly GridLesson[];
  readonly onLessons: (lessons: GridLesson[]) => void;
  readonly times: readonly DayTimes[];
  readonly grade: string | undefined;
  /** The first day of the week that is entered; stays while something is not saved. */
  readonly from: string;
  readonly onFrom: (from: string) => void;
  readonly isChanged: boolean;
  readonly save: { readonly mutate: () => void; readonly isPending: boolean; readonly error: Error | null };
  /** Takes what the server has instead of what was entered, when somebody else was faster. */
  readonly onReload?: () => void;
  readonly clashes: readonly Clash[];
};

/** A week to fill in: choose what, then press where. Saved as a whole, from a day on. */
export function PaintWeek(props: Props) {
  const all = useWords();
  const { words, allocations, named, brush, from, isChanged, save, onReload } = props;
  return (
    <>
      <Text size="sm" c="dimmed">
        {words.hint}
      </Text>
      <Chip.Group value={brush} onChange={(next) => props.onBrush(next as string)}>
        <Group gap="xs" role="radiogroup" aria-label={words.brush}>
          {allocations.map((allocation) => (
            <Chip key={allocation.id} value={allocation.id} variant="filled">
              {allocation.learningArea.name} · {named(allocation)}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      <EditableWeek
        lessons={props.lessons}
        allocations={allocations}
        times={props.times}
        grade={props.grade}
        brush={brush}
        who={named}
        onChange={props.onLessons}
      />
      {save.error !== null && <ProblemNote error={save.error} />}
      {onReload !== undefined && save.error instanceof ApiError && save.error.code === 'conflict' && (
        <Group>
          <Button variant="default" onClick={onReload}>
            {all.timetable.reload}
          </Button>
        </Group>
      )}
      <Group align="end">
        <TextInput
          type="date"
          label={all.classes.from}
          value={from}
          // An empty one, while it is typed, is no day to look at.
          onChange={({ currentTarget: { value } }) => value !== '' && props.onFrom(value)}
          disabled={isChanged}
        />
        <Button onClick={() => save.mutate()} loading={save.isPending} disabled={!isChanged}>
          {words.save}
        </Button>
        <Badge variant="light" color={isChanged ? 'yellow' : 'pine'} size="lg" role="status" tt="none">
          {isChanged ? all.classes.unsaved : all.classes.saved}
        </Badge>
      </Group>
      <ClashList clashes={props.clashes} />
    </>
  );
}
