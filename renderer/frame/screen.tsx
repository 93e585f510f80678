import { type ReactNode, useEffect, useRef } from 'react';
import { useWords } from '../words/words.ts';
import classes from './frame.module.css';

type Props = {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly children?: ReactNode;
  /** Buttons at the foot, the one to go on with last. */
  readonly actions?: ReactNode;
};

/** One page: its heading takes the focus when it comes up, so that keyboard and screen reader begin at the top. */
export function Screen({ title, lead, children, actions }: Props) {
  const words = useWords();
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef<string>(undefined);
  useEffect(() => {
    document.title = words.frame.pageTitle(title);
    if (shown.current === title) return;
    const isFirst = shown.current === undefined;
    shown.current = title;
    // A field that asked for the focus keeps it.
    if (isFirst && document.activeElement instanceof HTMLInputElement) return;
    heading.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [title, words]);
  return (
    <div className={classes.screen}>
      <main className={classes.body} id="page" tabIndex={-1}>
        <h1 className={classes.title} ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {lead === undefined ? <div style={{ height: 22 }} /> : <p className={classes.lead}>{lead}</p>}
        {children}
      </main>
      {actions !== undefined && actions !== false && (
        <div className={classes.actions} data-actions>
          <div className={classes.actionsInner}>{actions}</div>
        </div>
      )}
    </div>
  );
}

/** Pushes what follows it to the far end of the foot. */
export function Spring() {
  return <span className={classes.grow} />;
}
