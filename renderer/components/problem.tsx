import { Button } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import type { FaceError } from '../../installer/contract/error.ts';
import { problemOf } from '../state/face.ts';
import { useWords } from '../words/words.ts';
import classes from './components.module.css';
import { Fold } from './fold.tsx';
import { Note } from './note.tsx';

type Props = {
  readonly error: unknown;
  readonly onRetry?: () => void;
  readonly retryLabel?: string;
  /** Further buttons. */
  readonly children?: ReactNode;
};

/** What went wrong, why most likely, the proof, and what to do: on the spot where it happened. */
export function Problem({ error, ...rest }: Props) {
  return <ProblemOf face={problemOf(error).face} {...rest} />;
}

export function ProblemOf({
  face,
  onRetry,
  retryLabel,
  children,
}: Omit<Props, 'error'> & { readonly face: FaceError }) {
  const words = useWords().components;
  const { title, message, causes, next, evidence, code } = face;
  const box = useRef<HTMLDivElement>(null);
  // It may have happened below what is in sight. (In new browsers scrolling gives a promise, which is no clean-up.)
  useEffect(() => void box.current?.scrollIntoView({ block: 'nearest' }), []);
  return (
    <div ref={box}>
      <Note tone="bad" title={title} role="alert">
        <p>{message}</p>
        {causes.length > 0 && (
          <>
            <p>{words.likely}:</p>
            <ol className={classes.causes}>
              {causes.map((cause) => (
                <li key={cause}>{cause}</li>
              ))}
            </ol>
          </>
        )}
        <p className={classes.next}>
          {words.now}: {next}
        </p>
        {evidence.length > 0 && (
          <Fold title={words.exactly} isOpen={evidence.length <= 4}>
            <section aria-label={words.exactly}>
              {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and the keyboard must reach it */}
              <pre className={classes.evidence} tabIndex={0}>
                {evidence.join('\n')}
              </pre>
            </section>
          </Fold>
        )}
        <div className={classes.buttons}>
          {onRetry !== undefined && (
            <Button variant="default" size="sm" onClick={onRetry}>
              {retryLabel ?? words.retry}
            </Button>
          )}
          {children}
          <span className={classes.code}>{words.code(code)}</span>
        </div>
      </Note>
    </div>
  );
}
