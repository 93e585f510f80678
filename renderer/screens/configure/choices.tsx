import { useId, useState } from 'react';
import type { Answers } from '../../../installer/contract/answers.ts';
import { useWords } from '../../words/words.ts';
import classes from './configure.module.css';
import type { EditorOf } from './editors.tsx';
import { Editor } from './row.tsx';

type Choice<T> = { readonly value: T; readonly label: string; readonly text: string };
type Props<T> = EditorOf<T> & { readonly label: string; readonly choices: readonly Choice<T>[] };

/** One of a few, each with what it means. */
function ChoiceEditor<T extends string | number>({ now, onSave, label, choices, ...rest }: Props<T>) {
  const name = useId();
  const [chosen, setChosen] = useState(now);
  return (
    <Editor onSave={() => onSave(chosen)} {...rest}>
      <div role="radiogroup" aria-label={label}>
        {choices.map(({ value, label: own, text }) => (
          <label key={value} className={classes.choice}>
            <input type="radio" name={name} checked={value === chosen} onChange={() => setChosen(value)} />
            <span>
              <strong>{own}</strong>
              <span>{text}</span>
            </span>
          </label>
        ))}
      </div>
    </Editor>
  );
}

type Tier = NonNullable<Answers['tier']>;
const tiers: readonly Tier[] = [150, 500, 2000];

/** `met`: the largest the server meets; null: it meets none; undefined: not known. */
export function SizeEditor({ met, ...props }: EditorOf<Tier> & { readonly met: Tier | null | undefined }) {
  const words = useWords().configure.size;
  const meant = (tier: Tier) =>
    met === undefined ? words.unknown : met !== null && tier <= met ? words.met : words.notMet;
  return (
    <ChoiceEditor
      {...props}
      label={words.label}
      choices={tiers.map((tier) => ({ value: tier, label: words.tier(tier), text: meant(tier) }))}
    />
  );
}

type Tls = NonNullable<Answers['tls']>;
const kinds: readonly Tls[] = ['own-authority', 'plain-lan'];

export function TlsEditor(props: EditorOf<Tls>) {
  const words = useWords().configure.tls;
  return (
    <ChoiceEditor
      {...props}
      label={words.label}
      choices={(props.now === 'brought' ? (['brought', ...kinds] as const) : kinds).map((kind) => ({
        value: kind,
        ...words.kinds[kind],
      }))}
    />
  );
}
