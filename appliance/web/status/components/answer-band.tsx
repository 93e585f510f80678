import { Anchor, Text } from '@mantine/core';
import type { Answer } from '../model/answer.ts';
import styles from '../panel.module.css';
import { useWords } from '../words/words.ts';

/** The answer for whoever looks for ten seconds; read aloud when it changes. */
export function AnswerBand({ answer, isWall = false }: { readonly answer: Answer; readonly isWall?: boolean }) {
  const all = useWords();
  const words = all.answer;
  const [first, ...others] = answer.findings;
  return (
    <section className={`${styles.answer} ${styles[answer.tone]}`} id="answer" tabIndex={-1} data-tone={answer.tone}>
      <h1 className={styles.sentence} aria-live="polite">
        {answer.sentence}
      </h1>
      {first?.todo !== undefined && !isWall && <Todo todo={first.todo} at={first.at} />}
      {others.length > 0 && (
        <>
          <Text mt="sm" fw={600} fz={isWall ? 'inherit' : 'md'}>
            {words.more(others.length)}
          </Text>
          <ul className={styles.plain}>
            {others.slice(0, isWall ? 3 : 12).map((one) => (
              <li key={one.id}>
                <span className={`${styles[one.tone]} ${styles.mark}`}>{all.tones[one.tone]}: </span>
                {one.sentence}
                {one.todo !== undefined && !isWall && <Todo todo={one.todo} at={one.at} />}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Todo({ todo, at }: { readonly todo: string; readonly at: string | undefined }) {
  return (
    <Text mt={2} style={{ overflowWrap: 'anywhere' }}>
      {at === undefined ? todo : <Anchor href={`#${at}`}>{todo}</Anchor>}
    </Text>
  );
}
