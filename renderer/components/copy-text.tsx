import { useClipboard } from '@mantine/hooks';
import { useWords } from '../words/words.ts';
import classes from './components.module.css';
import { Icon } from './icon.tsx';

/** A text to be taken elsewhere, with a button that copies it. */
export function CopyText({ text, label }: { readonly text: string; readonly label: string }) {
  const words = useWords().components;
  const { copy, copied } = useClipboard({ timeout: 3_000 });
  return (
    <section className={classes.copy} aria-label={label}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long texts scroll, and the keyboard must reach them */}
      <pre tabIndex={0}>{text}</pre>
      <button type="button" onClick={() => copy(text)} aria-label={`${words.copy}: ${label}`}>
        <Icon name={copied ? 'tick' : 'copy'} />
        <span aria-live="polite">{copied ? words.copied : words.copy}</span>
      </button>
    </section>
  );
}
