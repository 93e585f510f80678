import type { ReactNode } from 'react';
import classes from './components.module.css';
import { Icon, type IconName } from './icon.tsx';

export type Tone = 'good' | 'better' | 'bad' | 'unknown' | 'plain';

const signs: Readonly<Record<Tone, IconName>> = {
  good: 'tick',
  better: 'improve',
  bad: 'alert',
  unknown: 'question',
  plain: 'info',
};

type Props = {
  readonly tone: Tone;
  readonly title: ReactNode;
  readonly children?: ReactNode;
  readonly icon?: IconName;
  /** `alert` is read out at once, `status` when the reader pauses. */
  readonly role?: 'alert' | 'status';
};

/** A sentence that stands out, in the colour of what it means; the colour is never the only sign. */
export function Note({ tone, title, children, icon, role }: Props) {
  return (
    <div className={classes.note} data-tone={tone} {...(role === undefined ? {} : { role })}>
      <Icon name={icon ?? signs[tone]} size={22} />
      <div>
        <p className={classes.noteTitle}>{title}</p>
        {children !== undefined && <div className={classes.noteBody}>{children}</div>}
      </div>
    </div>
  );
}
