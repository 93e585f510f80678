import { Group, NumberInput, Select, TextInput } from '@mantine/core';
import { useWords } from '../words/words.ts';
import { useGrades } from './kept-schools.ts';

/** A class as it is typed in; numbers may be empty meanwhile. */
export type ClassDraft = {
  readonly grade: string | null;
  readonly name: string;
  readonly boys: string | number;
  readonly girls: string | number;
};

type Props = {
  readonly value: ClassDraft;
  readonly onChange: (next: ClassDraft) => void;
  /** Why the grade stays as it is. */
  readonly gradeFixed?: string;
};

/** Grade, name and roll of a class. */
export function ClassFields({ value, onChange, gradeFixed }: Props) {
  const words = useWords().classes;
  const known = useGrades();
  const grades = value.grade === null || known.includes(value.grade) ? known : [value.grade, ...known];
  const set = (part: Partial<ClassDraft>) => onChange({ ...value, ...part });
  return (
    <>
      <Select
        label={words.grade}
        description={gradeFixed}
        data={grades}
        value={value.grade}
        onChange={(grade) => set({ grade })}
        allowDeselect={false}
        disabled={gradeFixed !== undefined}
        required
      />
      <TextInput
        label={words.name}
        description={words.nameHint}
        value={value.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
        maxLength={40}
        required
      />
      <Group grow>
        <NumberInput
          label={words.boys}
          value={value.boys}
          onChange={(boys) => set({ boys })}
          min={0}
          max={500}
          allowDecimal={false}
          hideControls
        />
        <NumberInput
          label={words.girls}
          value={value.girls}
          onChange={(girls) => set({ girls })}
          min={0}
          max={500}
          allowDecimal={false}
          hideControls
        />
      </Group>
    </>
  );
}

/** As the API takes it. */
export function classBody({ grade, name, boys, girls }: ClassDraft) {
  return { grade, name: name.trim(), boys: Number(boys) || 0, girls: Number(girls) || 0 };
}
