import type { FacePreflight } from '../../../installer/contract/shapes/upgrade.ts';
import { Icon } from '../../components/icon.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { useWords } from '../../words/words.ts';
import classes from '../upkeep/upkeep.module.css';

/** Each thing that speaks for the upgrade or against it, with its reason. */
export function Preflight({ preflight }: { readonly preflight: FacePreflight }) {
  const words = useWords().upgrade;
  return (
    <Sheet title={words.preflight}>
      <ul className={classes.points}>
        {preflight.findings.map(({ name, ok, detail }) => (
          <li key={name} className={classes.point}>
            <span className={classes.mark} data-verdict={ok ? 'met' : 'not-met'}>
              <Icon name={ok ? 'tick' : 'cross'} size={14} />
            </span>
            <div>
              <strong>{words.findings[name]}</strong>
              <span className="unseen">, {ok ? words.ok : words.notOk}</span>
              <p className={ok ? classes.dim : ''}>{detail}</p>
            </div>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
