import type { FaceFinding } from '../../../installer/contract/shapes/finding.ts';
import { ActButton } from '../../components/act-button.tsx';
import { CopyText } from '../../components/copy-text.tsx';
import { Fold } from '../../components/fold.tsx';
import { Icon, type IconName } from '../../components/icon.tsx';
import { Buttons } from '../../components/sheet.tsx';
import { useWords } from '../../words/words.ts';
import classes from './check.module.css';
import { type Kind, kindOf } from './state.ts';

const signs: Readonly<Record<Kind, IconName>> = {
  good: 'tick',
  'could-be-better': 'improve',
  'must-fix': 'cross',
  'could-not-check': 'question',
  accepted: 'pen',
};

export function Sign({ kind, size = 28 }: { readonly kind: Kind; readonly size?: number }) {
  return (
    <span className={classes.sign} data-kind={kind} style={{ width: size, height: size }}>
      <Icon name={signs[kind]} size={Math.round(size * 0.64)} />
    </span>
  );
}

type Props = {
  readonly finding: FaceFinding;
  readonly onAccept: () => void;
  readonly onTakeBack: () => void;
};

/** What is, what is needed, why most likely, and what to do: for a person, or ready-written for another. */
export function Finding({ finding, onAccept, onTakeBack }: Props) {
  const words = useWords().check;
  const { title, verdict, stops, overridable, override } = finding;
  const kind = kindOf(finding);
  return (
    <li className={classes.finding}>
      <Sign kind={kind} />
      <div className={classes.text}>
        <div className={classes.head}>
          <span>{title}</span>
          {kind !== 'good' && (
            <span className={classes.kind} data-kind={kind}>
              {words.kinds[kind]}
            </span>
          )}
          {kind === 'good' && <span className="unseen">{words.kinds.good}</span>}
        </div>
        {verdict.kind !== 'could-not-check' && <p className={kind === 'good' ? classes.dim : ''}>{verdict.measured}</p>}
        {override !== undefined && <p>“{override.reason}”</p>}
        {verdict.kind !== 'good' && (
          <>
            <p>
              <span className={classes.dim}>{words.needed}: </span>
              {verdict.needed}
            </p>
            {verdict.why.length > 0 && (
              <p>
                <span className={classes.dim}>{words.because}: </span>
                {verdict.why.join(' ')}
              </p>
            )}
            <p>
              <span className={classes.dim}>{words.todo}: </span>
              {verdict.fix}
            </p>
          </>
        )}
        {'ticket' in verdict && verdict.ticket !== undefined && (
          <Fold title={words.ticket}>
            <p className={classes.dim}>{words.ticketHint}</p>
            <CopyText text={verdict.ticket} label={`${words.ticket}: ${title}`} />
          </Fold>
        )}
        {stops && !overridable && <p className={classes.dim}>{words.notOverridable}</p>}
        {stops && overridable && (
          <Buttons>
            <ActButton size="xs" variant="default" onClick={onAccept} aria-label={`${words.accept}: ${title}`}>
              {words.accept}
            </ActButton>
          </Buttons>
        )}
        {override !== undefined && (
          <Buttons>
            <ActButton size="xs" variant="default" onClick={onTakeBack} aria-label={`${words.takeBack}: ${title}`}>
              {words.takeBack}
            </ActButton>
          </Buttons>
        )}
      </div>
    </li>
  );
}
