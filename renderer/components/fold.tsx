import { type ReactNode, useState } from 'react';
import classes from './components.module.css';
import { Icon } from './icon.tsx';

type Props = { readonly title: ReactNode; readonly children: ReactNode; readonly isOpen?: boolean };

/** Something that folds open; what is inside is made only then. */
export function Fold({ title, children, isOpen = false }: Props) {
  const [open, setOpen] = useState(isOpen);
  return (
    <details className={classes.fold} open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <Icon name="next" size={16} />
        {title}
      </summary>
      {open && children}
    </details>
  );
}
