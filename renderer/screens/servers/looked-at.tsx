import type { LastLook } from '../../../installer/contract/shapes/upkeep.ts';
import { Icon } from '../../components/icon.tsx';
import { when } from '../../state/places.ts';
import { useWords } from '../../words/words.ts';
import classes from './servers.module.css';

const parts = ['health', 'backups', 'drill', 'drift', 'certificate'] as const;

/** How a server was when it was looked at last: what is wrong in a sentence each, what is in order in one line. */
export function LookedAt({ look: { at, version, states } }: { readonly look: LastLook }) {
  const words = useWords().servers.look;
  const told = parts.flatMap((name) => {
    const state = states[name];
    return state === undefined ? [] : [{ name, ...state }];
  });
  const good = told.filter(({ ok }) => ok === true).map(({ name }) => words.parts[name]);
  return (
    <div className={classes.look}>
      <span>{words.as(version, when(at))}</span>
      <ul>
        {told
          .filter(({ ok }) => ok !== true)
          .map(({ name, ok, summary }) => (
            <li key={name} data-tone={ok === false ? 'bad' : 'unknown'}>
              <Icon name={ok === false ? 'alert' : 'question'} size={16} />
              <span>
                <b>{words.parts[name]}:</b> {summary}
              </span>
            </li>
          ))}
        {good.length > 0 && (
          <li data-tone="good">
            <Icon name="tick" size={16} />
            <span>{words.good(good)}</span>
          </li>
        )}
      </ul>
    </div>
  );
}
