import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { LogLine } from '../state/run-story.ts';
import { useWords } from '../words/words.ts';
import classes from './components.module.css';

const rowHeight = 22;
const height = 300;
/** Rows beyond the visible ones, so that scrolling does not show gaps. */
const spare = 8;

/** A log of any length: only the rows in sight are in the page. Stays at the end unless one scrolled up. */
export function LogView({ log, lines }: { readonly log: readonly LogLine[]; readonly lines: number }) {
  const words = useWords().components;
  const box = useRef<HTMLElement>(null);
  const isAtEnd = useRef(true);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const element = box.current;
    if (element !== null && isAtEnd.current) element.scrollTop = lines * rowHeight;
  }, [lines]);
  // One who opened it wants to see it.
  useEffect(() => void box.current?.scrollIntoView({ block: 'center' }), []);
  const first = Math.max(0, Math.floor(top / rowHeight) - spare);
  const last = Math.min(lines, Math.ceil((top + height) / rowHeight) + spare);
  const scrolled = (element: HTMLElement) => {
    isAtEnd.current = element.scrollTop + height >= element.scrollHeight - rowHeight;
    setTop(element.scrollTop);
  };
  return (
    <section
      className={classes.log}
      ref={box}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and the keyboard must reach it
      tabIndex={0}
      aria-label={words.logOf}
      onScroll={(event) => scrolled(event.currentTarget)}
    >
      <div style={{ height: lines * rowHeight }}>
        {log.slice(first, last).map((line, index) => (
          <div
            className={classes.logLine}
            key={line.seq}
            style={{ top: (first + index) * rowHeight }}
            title={line.text}
          >
            <time>{line.at.slice(11, 19)}</time>
            {line.text}
          </div>
        ))}
      </div>
    </section>
  );
}
