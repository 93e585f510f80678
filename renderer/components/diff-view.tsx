import classes from './components.module.css';

/** A unified diff with its lines coloured; the sign at the line's beginning says the same. */
export function DiffView({ diff, label }: { readonly diff: string; readonly label: string }) {
  const lines = diff.replace(/\n$/, '').split('\n');
  return (
    <section aria-label={label}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and the keyboard must reach it */}
      <pre className={classes.diff} tabIndex={0}>
        {lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a text never change their places
          <span key={index} data-kind={/^(\+\+\+|---)/.test(line) ? '' : line.charAt(0)}>
            {line === '' ? ' ' : line}
          </span>
        ))}
      </pre>
    </section>
  );
}
