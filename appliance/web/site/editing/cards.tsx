import { Button, Card, Group, Stack, Text, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import type { SchemeColumn, SchemeRow } from '../../../features/schemes/schema.ts';
import { shortDate } from '../words/dates.ts';
import { useWords } from '../words/words.ts';
import classes from './cards.module.css';
import { CellEditor } from './cell-editor.tsx';
import { asText, cellOf, type Lesson } from './rows.ts';

type CardsProps = {
  readonly rows: readonly SchemeRow[];
  readonly columns: readonly SchemeColumn[];
  readonly editable: boolean;
  readonly onType: (row: Lesson, column: SchemeColumn, text: string) => void;
  readonly onRegenerate: (rowId: string) => void;
  readonly planOf: (rowId: string) => string;
};

/** On a phone a lesson is a card; a press on a text opens it to be changed. */
export function Cards({ rows, columns, editable, onType, onRegenerate, planOf }: CardsProps) {
  const words = useWords();
  return (
    <Stack gap="sm">
      {rows.map((row) =>
        row.kind === 'banner' ? (
          <Text key={row.id} fw={600} ta="center" py="xs" className={classes['banner'] ?? ''}>
            {words.scheme.weekLong(row.week)}: {row.text}
          </Text>
        ) : (
          <Card key={row.id} withBorder padding="sm" component="article" className={classes['lesson'] ?? ''}>
            <Text size="sm" c="dimmed">
              {words.scheme.weekLong(row.week)} · {words.scheme.lessonLong(row.lesson)}
              {row.date === null ? '' : ` · ${shortDate(row.date)}`}
            </Text>
            {columns
              .filter((column) => column.editable)
              .map((column) => (
                <Field key={column.cell} row={row} column={column} editable={editable} onType={onType} />
              ))}
            <Group gap="xs" mt="xs">
              <Button component="a" href={planOf(row.id)} size="xs" variant="light">
                {words.plans.open}
              </Button>
              {editable && (
                <Button size="xs" variant="default" onClick={() => onRegenerate(row.id)}>
                  {words.editing.regenerate}
                </Button>
              )}
            </Group>
          </Card>
        ),
      )}
    </Stack>
  );
}

type FieldProps = Pick<CardsProps, 'editable' | 'onType'> & { readonly row: Lesson; readonly column: SchemeColumn };

function Field({ row, column, editable, onType }: FieldProps) {
  const words = useWords().editing;
  const [isOpen, setOpen] = useState(false);
  const text = asText(cellOf(row, column.cell));
  const close = (next: string) => {
    setOpen(false);
    if (next !== text) onType(row, column, next);
  };
  if (!editable && text === '') return null;
  return (
    <div className={classes['field']}>
      <Text size="xs" fw={600} c="dimmed">
        {column.label}
      </Text>
      {isOpen ? (
        <CellEditor
          label={column.label}
          text={text}
          isList={column.isList}
          onDone={close}
          onTab={close}
          onCancel={() => setOpen(false)}
        />
      ) : editable ? (
        <UnstyledButton className={classes['text'] ?? ''} onClick={() => setOpen(true)}>
          {text === '' ? words.empty : text}
        </UnstyledButton>
      ) : (
        <Text className={classes['text'] ?? ''}>{text}</Text>
      )}
    </div>
  );
}
