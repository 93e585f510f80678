import { Button, Checkbox, Group, Select, TextInput } from '@mantine/core';
import type { CalendarDay } from '../../../features/calendar/editing-schema.ts';
import { useWords } from '../words/words.ts';

export type DayDraft = Omit<CalendarDay, 'ofSchool'> & { readonly key: number };

type Props = {
  readonly day: DayDraft;
  readonly grades: readonly string[];
  readonly onChange: (day: DayDraft) => void;
  readonly onRemove: () => void;
};

/** Days without lessons, on one line of a laptop. */
export function DayRow({ day, grades, onChange, onRemove }: Props) {
  const words = useWords().calendar;
  return (
    <Group align="end" gap="sm" role="group" aria-label={day.label === '' ? words.addDay : day.label}>
      <TextInput
        label={words.label}
        value={day.label}
        onChange={(event) => onChange({ ...day, label: event.currentTarget.value })}
        maxLength={120}
        required
      />
      <TextInput
        type="date"
        label={words.from}
        value={day.from}
        onChange={(event) => {
          const from = event.currentTarget.value;
          onChange({ ...day, from, to: day.to < from ? from : day.to });
        }}
      />
      <TextInput
        type="date"
        label={words.to}
        value={day.to}
        min={day.from}
        onChange={(event) => onChange({ ...day, to: event.currentTarget.value })}
      />
      <Select
        label={words.kind}
        data={Object.entries(words.kinds).map(([value, label]) => ({ value, label }))}
        value={day.kind}
        onChange={(next) => onChange({ ...day, kind: (next ?? 'holiday') as DayDraft['kind'] })}
        allowDeselect={false}
        w={180}
      />
      <Select
        label={words.grade}
        placeholder={words.allGrades}
        data={[...grades]}
        value={day.grade}
        onChange={(grade) => onChange({ ...day, grade })}
        clearable
        w={130}
      />
      <Checkbox
        label={words.confirmed}
        checked={day.status === 'confirmed'}
        onChange={(event) => onChange({ ...day, status: event.currentTarget.checked ? 'confirmed' : 'tentative' })}
        pb={8}
      />
      <Button variant="default" px="xs" aria-label={words.remove(day.label)} onClick={onRemove}>
        ✕
      </Button>
    </Group>
  );
}
