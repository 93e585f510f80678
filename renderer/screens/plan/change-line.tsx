import { DiffView } from '../../components/diff-view.tsx';
import { Fold } from '../../components/fold.tsx';
import type { Out } from '../../state/face.ts';
import { useWords } from '../../words/words.ts';
import classes from './plan.module.css';

type Ready = Extract<Out<'plan.follow'>, { kind: 'ready' }>;
export type PlanOf = Ready['plan'];
export type SumsOf = Ready['sums'];
type Change = PlanOf['steps'][number]['changes'][number];

const plus = ['create', 'install', 'start', 'enable'];
const minus = ['remove', 'stop', 'disable'];

/** One change: what, how, and for a file its difference. */
export function ChangeLine({ change }: { readonly change: Change }) {
  const words = useWords().plan;
  if (change.kind === 'setting') {
    return (
      <li>
        {change.of}: <code>{change.name}</code> {words.setting(change.from, change.to)}
      </li>
    );
  }
  const sign = plus.includes(change.action) ? '+' : minus.includes(change.action) ? '-' : '~';
  return (
    <li>
      <span className={classes.action} data-sign={sign}>
        {words.actions[change.action]}
      </span>
      {words.kinds[change.kind]} <code>{nameOf(change)}</code>
      {change.kind === 'file' && change.secret === true && ` (${words.secret})`}
      {change.kind === 'file' && change.diff !== undefined && (
        <Fold title={words.diffOf(change.path)}>
          <DiffView diff={change.diff} label={words.diffOf(change.path)} />
        </Fold>
      )}
    </li>
  );
}

function nameOf(change: Exclude<Change, { kind: 'setting' }>): string {
  switch (change.kind) {
    case 'file':
    case 'directory':
      return change.path;
    case 'package':
      return `${change.name} ${change.version}`;
    case 'database':
      return change.what;
    case 'account':
    case 'unit':
      return change.name;
  }
}
