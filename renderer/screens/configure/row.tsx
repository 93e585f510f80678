import { type FormEvent, type ReactNode, useEffect, useRef } from 'react';
import { ActButton } from '../../components/act-button.tsx';
import { Problem } from '../../components/problem.tsx';
import { SaveOrCancel } from '../../components/save-or-cancel.tsx';
import { useWords } from '../../words/words.ts';
import classes from './configure.module.css';

type Props = {
  readonly label: string;
  readonly value: ReactNode;
  readonly isOpen: boolean;
  readonly onOpen: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
};

/** An answer that is not changed here, and where it is. */
export function FixedRow({ label, value }: Pick<Props, 'label' | 'value'>) {
  return (
    <div className={classes.row}>
      <div className={classes.head}>
        <span className={classes.label}>{label}</span>
        <span className={classes.value}>{value}</span>
      </div>
    </div>
  );
}

/** One answer: what it is now, and its editor when one wants to change it. */
export function Row({ label, value, isOpen, onOpen, onClose, children }: Props) {
  const words = useWords().configure;
  const button = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(false);
  useEffect(() => {
    // Whoever closed the editor finds the focus where they opened it.
    if (wasOpen.current && !isOpen) button.current?.focus();
    wasOpen.current = isOpen;
  }, [isOpen]);
  return (
    <div className={classes.row}>
      <div className={classes.head}>
        <span className={classes.label}>{label}</span>
        <span className={classes.value}>{value}</span>
        <ActButton
          ref={button}
          size="xs"
          variant="subtle"
          onClick={isOpen ? onClose : onOpen}
          aria-expanded={isOpen}
          aria-label={words.changeLabel(label)}
        >
          {words.change}
        </ActButton>
      </div>
      {isOpen && <div className={classes.editor}>{children}</div>}
    </div>
  );
}

type EditorProps = {
  readonly onSave: () => void;
  readonly onClose: () => void;
  readonly isSaving: boolean;
  readonly error: unknown;
  readonly children: ReactNode;
};

/** The form of one answer. Escape leaves it as it was. */
export function Editor({ onSave, onClose, isSaving, error, children }: EditorProps) {
  const words = useWords().configure;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSave();
  };
  return (
    <form
      onSubmit={submit}
      noValidate
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      {children}
      <SaveOrCancel label={words.save} isSaving={isSaving} onCancel={onClose} size="sm" />
      {error !== null && <Problem error={error} />}
    </form>
  );
}
