import { ActButton } from '../../components/act-button.tsx';
import { DiffView } from '../../components/diff-view.tsx';
import { Fold } from '../../components/fold.tsx';
import { Problem } from '../../components/problem.tsx';
import { Buttons, Sheet } from '../../components/sheet.tsx';
import type { Out } from '../../state/face.ts';
import { when } from '../../state/places.ts';
import { useWords } from '../../words/words.ts';
import classes from './upkeep.module.css';
import { useDecide } from './use-decide.ts';

type Props = { readonly connection: string; readonly kept: Out<'drift.look'>['kept'] };

/** Files that stay as somebody changed them: no fault, and shown so that nobody forgets. */
export function DriftKept({ connection, kept }: Props) {
  const words = useWords().upkeep.drift;
  const decide = useDecide(connection);
  return (
    <Sheet title={words.kept}>
      {kept.map(({ path, by, at, oursChanged, diff }) => (
        <div key={path} className={classes.item}>
          <p>
            <code>{path}</code>
          </p>
          <p className={classes.dim}>
            {words.keptBy(by, when(at))} {oursChanged && words.oursChanged}
          </p>
          <Fold title={words.difference}>
            <DiffView diff={diff} label={words.differenceOf(path)} />
          </Fold>
          <Buttons>
            <ActButton
              size="sm"
              variant="default"
              aria-label={words.forgetLabel(path)}
              loading={decide.isPending}
              onClick={() => decide.about({ kind: 'forget', item: path })}
            >
              {words.forget}
            </ActButton>
          </Buttons>
        </div>
      ))}
      {decide.isError && <Problem error={decide.error} />}
    </Sheet>
  );
}
