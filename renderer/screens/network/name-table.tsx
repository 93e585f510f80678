import { Icon, type IconName } from '../../components/icon.tsx';
import type { Out } from '../../state/face.ts';
import { useWords } from '../../words/words.ts';
import classes from './network.module.css';

type Name = Out<'names.look'>['names'][number];
type Seen = { readonly ok: boolean | null; readonly where: string; readonly text: string };

/** Each name with what both sides find, side by side; on a narrow window below each other. */
export function NameTable({ names }: { readonly names: readonly Name[] }) {
  const words = useWords().network.names;
  return (
    <ul className={classes.names}>
      {names.map((one) => (
        <li key={one.name} className={classes.name}>
          <strong>{one.name}</strong>
          <Side label={words.fromServer} seen={byServer(one, words)} />
          <Side label={words.fromLaptop} seen={byLaptop(one, words)} />
        </li>
      ))}
    </ul>
  );
}

const signs: Readonly<Record<'good' | 'bad' | 'unknown', IconName>> = {
  good: 'tick',
  bad: 'cross',
  unknown: 'question',
};

function Side({ label, seen: { ok, where, text } }: { readonly label: string; readonly seen: Seen }) {
  const tone = ok === null ? 'unknown' : ok ? 'good' : 'bad';
  return (
    <div className={classes.side} data-tone={tone}>
      <Icon name={signs[tone]} size={18} />
      <div>
        <small>{label}</small>
        {where !== '' && <code>{where}</code>}
        <span>{text}</span>
      </div>
    </div>
  );
}

type Own = ReturnType<typeof useWords>['network']['names'];

function byServer({ kind, ok, leadsTo }: Name, words: Own): Seen {
  const where = leadsTo.join(', ');
  if (kind === 'mdns') return { ok: ok === true, where, text: ok === true ? words.answers : words.silent };
  if (leadsTo.length === 0) return { ok: null, where: '', text: `${words.unknownServer}. ${words.unknownServerText}` };
  return { ok, where, text: ok === true ? words.right : words.wrong };
}

function byLaptop({ kind, fromLaptop, laptopOk }: Name, words: Own): Seen {
  const where = fromLaptop.join(', ');
  if (laptopOk) return { ok: true, where, text: words.right };
  if (fromLaptop.length > 0) return { ok: false, where, text: words.wrong };
  return { ok: null, where: '', text: kind === 'mdns' ? words.noMulticast : words.unknownLaptop };
}
