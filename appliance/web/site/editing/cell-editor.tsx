import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useWords } from '../words/words.ts';
import classes from './grid.module.css';

type CellEditorProps = {
  readonly label: string;
  readonly text: string;
  readonly isList: boolean;
  readonly onDone: (text: string) => void;
  readonly onTab: (text: string, back: boolean) => void;
  readonly onCancel: () => void;
};

/** Text of a cell while it is typed: Enter keeps it, Shift or Alt with Enter begins a line, Escape leaves it as it was. */
export function CellEditor({ label, text, isList, onDone, onTab, onCancel }: CellEditorProps) {
  const words = useWords().editing;
  const [value, setValue] = useState(text);
  const field = useRef<HTMLTextAreaElement>(null);
  const over = useRef(false);
  useEffect(() => {
    const area = field.current;
    area?.focus();
    area?.setSelectionRange(area.value.length, area.value.length);
  }, []);
  const finish = (end: () => void) => {
    if (over.current) return;
    over.current = true;
    end();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    event.stopPropagation();
    if (event.key === 'Escape') finish(onCancel);
    else if (event.key === 'Enter' && (event.altKey || event.ctrlKey)) {
      event.preventDefault();
      setValue((now) => `${now}\n`);
    } else if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault();
      finish(() => onDone(value));
    } else if (event.key === 'Tab') {
      event.preventDefault();
      finish(() => onTab(value, event.shiftKey));
    }
  };
  return (
    <textarea
      ref={field}
      className={classes['editor']}
      aria-label={label}
      title={isList ? words.listHint : words.textHint}
      value={value}
      rows={Math.max(3, value.split('\n').length + 1)}
      maxLength={4_000}
      onChange={(event) => setValue(event.currentTarget.value)}
      onKeyDown={onKeyDown}
      onBlur={() => finish(() => onTab(value, false))}
    />
  );
}
