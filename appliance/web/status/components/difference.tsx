import styles from '../panel.module.css';
import { useWords } from '../words/words.ts';

/** What is different, line by line: taken away with a minus, added with a plus. */
export function Difference({ diff, of }: { readonly diff: string; readonly of: string }) {
  const words = useWords().drift;
  return (
    <details>
      <summary>{words.difference}</summary>
      <section aria-label={words.differenceOf(of)}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and the keyboard must reach it */}
        <pre className={styles.diff} tabIndex={0}>
          {rowsOf(diff).map(({ key, text, kind }) => (
            <span key={key} className={styles[kind]}>
              {text === '' ? ' ' : text}
            </span>
          ))}
        </pre>
      </section>
    </details>
  );
}

function rowsOf(diff: string) {
  return diff
    .trimEnd()
    .split('\n')
    .map((text, index) => {
      const isHead = /^(---|\+\+\+|@@)/.test(text);
      const kind = isHead ? 'head' : text.startsWith('+') ? 'added' : text.startsWith('-') ? 'removed' : 'same';
      return { key: `${index} ${text}`, text, kind };
    });
}
