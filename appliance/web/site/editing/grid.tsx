import { Text } from '@mantine/core';
import { type ClipboardEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { SchemeColumn, SchemeRow } from '../../../features/schemes/schema.ts';
import { shortDate } from '../words/dates.ts';
import { useWords } from '../words/words.ts';
import { CellEditor } from './cell-editor.tsx';
import { formatCells, parseCells } from './clipboard.ts';
import classes from './grid.module.css';
import { asText, cellOf, type Lesson } from './rows.ts';

export type Place = { readonly rowId: string; readonly cell: string };

type GridProps = {
  readonly rows: readonly SchemeRow[];
  readonly columns: readonly SchemeColumn[];
  readonly at: Place | null;
  readonly onAt: (at: Place) => void;
  readonly onType: (row: Lesson, column: SchemeColumn, text: string) => void;
  readonly onBanner: (rowId: string, text: string) => void;
  readonly onPaste: (at: Place, cells: readonly (readonly string[])[]) => void;
  readonly onUndo: (redo: boolean) => void;
};

/** A sheet that is worked in like a spreadsheet: arrows, Enter or F2 to edit, Escape, Tab, copy and paste. */
export function Grid({ rows, columns, at, onAt, onType, onBanner, onPaste, onUndo }: GridProps) {
  const words = useWords().editing;
  const [editing, setEditing] = useState<{ readonly place: Place; readonly text: string } | null>(null);
  const [end, setEnd] = useState<Place | null>(null);
  const body = useRef<HTMLTableElement>(null);
  const focusNext = useRef(false);
  const typed = columns.filter(({ editable }) => editable);
  const first = rows.find(({ kind }) => kind === 'lesson');
  const here = at ?? (first === undefined || typed[0] === undefined ? null : { rowId: first.id, cell: typed[0].cell });

  useEffect(() => {
    if (!focusNext.current || editing !== null || here === null) return;
    focusNext.current = false;
    body.current?.querySelector<HTMLElement>(`[data-place="${here.rowId} ${here.cell}"]`)?.focus();
  });

  const go = (place: Place, keepEnd = false) => {
    focusNext.current = true;
    if (!keepEnd) setEnd(null);
    onAt(place);
  };
  const step = (from: Place, down: number, right: number): Place => {
    const row = Math.min(rows.length - 1, Math.max(0, rows.findIndex(({ id }) => id === from.rowId) + down));
    const column = Math.min(typed.length - 1, Math.max(0, typed.findIndex(({ cell }) => cell === from.cell) + right));
    return { rowId: rows[row]?.id ?? from.rowId, cell: typed[column]?.cell ?? from.cell };
  };
  const tabbed = (from: Place, back: boolean): Place => {
    const column = typed.findIndex(({ cell }) => cell === from.cell);
    if (!back && column === typed.length - 1) return { ...step(from, 1, 0), cell: typed[0]?.cell ?? from.cell };
    if (back && column === 0) return { ...step(from, -1, 0), cell: typed.at(-1)?.cell ?? from.cell };
    return step(from, 0, back ? -1 : 1);
  };
  const textAt = ({ rowId, cell }: Place): string => {
    const row = rows.find(({ id }) => id === rowId);
    return row === undefined ? '' : row.kind === 'banner' ? row.text : asText(cellOf(row, cell));
  };
  const begin = (place: Place, text = textAt(place)) => {
    const row = rows.find(({ id }) => id === place.rowId);
    if (row !== undefined) setEditing({ place, text });
  };
  const commit = (place: Place, text: string, next: Place) => {
    setEditing(null);
    const row = rows.find(({ id }) => id === place.rowId);
    const column = typed.find(({ cell }) => cell === place.cell);
    if (row?.kind === 'banner') {
      if (text.trim() !== '' && text !== row.text) onBanner(row.id, text.trim());
    } else if (row !== undefined && column !== undefined && text !== textAt(place)) onType(row, column, text);
    go(next);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (editing !== null || here === null) return;
    const moves: Record<string, readonly [number, number]> = {
      ArrowDown: [1, 0],
      ArrowUp: [-1, 0],
      ArrowRight: [0, 1],
      ArrowLeft: [0, -1],
      PageDown: [8, 0],
      PageUp: [-8, 0],
      Home: [0, -99],
      End: [0, 99],
    };
    const move = moves[event.key];
    const control = event.ctrlKey || event.metaKey;
    if (move !== undefined && !control) {
      event.preventDefault();
      if (event.shiftKey) setEnd(step(end ?? here, move[0], move[1]));
      else go(step(here, move[0], move[1]));
    } else if (event.key === 'Enter' || event.key === 'F2') {
      event.preventDefault();
      begin(here);
    } else if (event.key === 'Tab') {
      const next = tabbed(here, event.shiftKey);
      if (next.rowId === here.rowId && next.cell === here.cell) return;
      event.preventDefault();
      go(next);
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault();
      const row = rows.find(({ id }) => id === here.rowId);
      if (row?.kind === 'lesson') commit(here, '', here);
    } else if (control && (event.key === 'z' || event.key === 'y')) {
      event.preventDefault();
      onUndo(event.key === 'y' || event.shiftKey);
    } else if (event.key.length === 1 && !control && !event.altKey) {
      event.preventDefault();
      begin(here, event.key === ' ' ? '' : event.key);
    }
  };

  const range = here === null ? null : rangeOf(rows, typed, here, end ?? here);
  const onCopy = (event: ClipboardEvent) => {
    if (editing !== null || range === null) return;
    event.preventDefault();
    const lines = rows.slice(range.top, range.bottom + 1);
    const cells = lines.map((row) =>
      row.kind === 'banner'
        ? [row.text]
        : typed.slice(range.left, range.right + 1).map(({ cell }) => asText(cellOf(row, cell))),
    );
    event.clipboardData.setData('text/plain', formatCells(cells));
  };
  const onPasted = (event: ClipboardEvent) => {
    if (editing !== null || here === null) return;
    event.preventDefault();
    onPaste(here, parseCells(event.clipboardData.getData('text/plain')));
  };

  return (
    <div className={classes['scroll']} onCopy={onCopy} onPaste={onPasted}>
      <table
        ref={body}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a real table, worked in as ARIA has it for grids
        role="grid"
        aria-label={words.grid}
        aria-rowcount={rows.length + 1}
        className={classes['grid']}
      >
        <colgroup>
          {columns.map(({ cell, widthPct }) => (
            <col key={cell} style={{ width: `${widthPct}%` }} />
          ))}
        </colgroup>
        <thead>
          <tr>
            {columns.map(({ cell, label }) => (
              <th key={cell} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody onKeyDown={onKeyDown}>
          {rows.map((row, index) => {
            const isHere = here?.rowId === row.id;
            if (row.kind === 'banner') {
              const place = { rowId: row.id, cell: here?.cell ?? typed[0]?.cell ?? '' };
              return (
                <tr key={row.id} className={classes['banner']}>
                  <td>{row.week}</td>
                  <td
                    colSpan={columns.length - 1}
                    // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a real table, worked in as ARIA has it for grids
                    role="gridcell"
                    tabIndex={isHere ? 0 : -1}
                    data-place={`${row.id} ${place.cell}`}
                    data-here={isHere || undefined}
                    onFocus={() => !isHere && onAt(place)}
                    onDoubleClick={() => begin(place)}
                  >
                    {editing?.place.rowId === row.id ? (
                      <CellEditor
                        label={words.remark}
                        text={editing.text}
                        isList={false}
                        onDone={(text) => commit(place, text, place)}
                        onTab={(text, back) => commit(place, text, step(place, back ? -1 : 1, 0))}
                        onCancel={() => {
                          setEditing(null);
                          go(place);
                        }}
                      />
                    ) : (
                      row.text
                    )}
                  </td>
                </tr>
              );
            }
            return (
              <tr key={row.id} data-placement={row.placement}>
                {columns.map((column, nth) => {
                  if (!column.editable) return <td key={column.cell}>{fixed(row, column.cell)}</td>;
                  const place = { rowId: row.id, cell: column.cell };
                  const isCell = isHere && here?.cell === column.cell;
                  const text = asText(cellOf(row, column.cell));
                  const place_ = typed.findIndex(({ cell }) => cell === column.cell);
                  const isMarked =
                    range !== null &&
                    end !== null &&
                    index >= range.top &&
                    index <= range.bottom &&
                    place_ >= range.left &&
                    place_ <= range.right;
                  const isEdited = editing?.place.rowId === row.id && editing.place.cell === column.cell;
                  return (
                    <td
                      key={column.cell}
                      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a real table, worked in as ARIA has it for grids
                      role="gridcell"
                      tabIndex={isCell ? 0 : -1}
                      aria-colindex={nth + 1}
                      data-place={`${row.id} ${column.cell}`}
                      data-here={isCell || undefined}
                      data-marked={isMarked || undefined}
                      data-locked={row.locked.includes(column.cell) || undefined}
                      onFocus={() => !isCell && !isEdited && onAt(place)}
                      onMouseDown={(event) => {
                        if (event.shiftKey && here !== null) {
                          event.preventDefault();
                          setEnd(place);
                        } else if (end !== null) setEnd(null);
                      }}
                      onDoubleClick={() => begin(place)}
                    >
                      {isEdited ? (
                        <CellEditor
                          label={`${column.label}, ${words.lesson(row.week, row.lesson)}`}
                          text={editing.text}
                          isList={column.isList}
                          onDone={(next) => commit(place, next, step(place, 1, 0))}
                          onTab={(next, back) => commit(place, next, tabbed(place, back))}
                          onCancel={() => {
                            setEditing(null);
                            go(place);
                          }}
                        />
                      ) : (
                        <Shown text={text} isList={column.isList} isLocked={row.locked.includes(column.cell)} />
                      )}
                    </td>
                  );
                })}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function Shown({ text, isList, isLocked }: { text: string; isList: boolean; isLocked: boolean }) {
  const words = useWords().editing;
  const lines = text.split('\n');
  return (
    <>
      {isLocked && (
        <span className={classes['lock']} role="img" aria-label={words.locked} title={words.locked}>
          ●
        </span>
      )}
      {isList && lines.length > 1 ? (
        <ul>
          {lines.map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name
            <li key={index}>{line}</li>
          ))}
        </ul>
      ) : (
        <Text component="span" inherit style={{ whiteSpace: 'pre-wrap' }}>
          {text}
        </Text>
      )}
    </>
  );
}

function fixed(row: Lesson, cell: string): string {
  if (cell === 'week') return String(row.week);
  if (cell === 'lesson') return row.lesson;
  if (cell === 'date') return row.date === null ? '' : shortDate(row.date);
  return '';
}

function rangeOf(rows: readonly SchemeRow[], columns: readonly SchemeColumn[], from: Place, to: Place) {
  const row = ({ rowId }: Place) => rows.findIndex(({ id }) => id === rowId);
  const column = (place: Place) => columns.findIndex(({ cell }) => cell === place.cell);
  return {
    top: Math.min(row(from), row(to)),
    bottom: Math.max(row(from), row(to)),
    left: Math.min(column(from), column(to)),
    right: Math.max(column(from), column(to)),
  };
}
