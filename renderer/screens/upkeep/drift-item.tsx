import { useState } from 'react';
import { useLocation } from 'wouter';
import type { DriftItemFace } from '../../../installer/contract/calls/drift.ts';
import { ActButton } from '../../components/act-button.tsx';
import { AskReason } from '../../components/ask-reason.tsx';
import { Confirm } from '../../components/confirm.tsx';
import { DiffView } from '../../components/diff-view.tsx';
import { Fold } from '../../components/fold.tsx';
import { Problem } from '../../components/problem.tsx';
import { Buttons, Sheet } from '../../components/sheet.tsx';
import { useAct } from '../../state/face.ts';
import { when } from '../../state/places.ts';
import { useWords } from '../../words/words.ts';
import classes from './upkeep.module.css';
import { useDecide } from './use-decide.ts';

type Choice = DriftItemFace['choices'][number];

/** One difference: put ours back, keep theirs, or leave it with a reason. */
export function DriftItem({ connection, item }: { readonly connection: string; readonly item: DriftItemFace }) {
  const words = useWords().upkeep.drift;
  const [, go] = useLocation();
  const [asked, setAsked] = useState<Choice>();
  const restore = useAct('drift.restore');
  const decide = useDecide(connection);
  const { id, title, what, advice, diff, choices, accepted } = item;
  const close = () => setAsked(undefined);
  const putBack = () =>
    restore.mutate({ connection, item: id }, { onSuccess: ({ run }) => go(`/c/${connection}/runs/${run}`) });
  return (
    <Sheet title={title}>
      <div className={classes.item}>
        <p>{what}</p>
        {advice !== undefined && <p className={classes.dim}>{advice}</p>}
        {diff !== undefined && (
          <Fold title={words.difference}>
            <DiffView diff={diff} label={words.differenceOf(title)} />
          </Fold>
        )}
        {accepted !== undefined && (
          <p className={classes.dim}>{words.accepted(accepted.by, when(accepted.at), accepted.reason)}</p>
        )}
      </div>
      <Buttons>
        {accepted === undefined ? (
          choices.map((choice) => (
            <ActButton
              key={choice}
              size="sm"
              variant={choice === 'restore' ? 'filled' : 'default'}
              aria-label={words[`${choice}Label`](title)}
              onClick={() => setAsked(choice)}
            >
              {words[choice]}
            </ActButton>
          ))
        ) : (
          <ActButton
            size="sm"
            variant="default"
            aria-label={words.forgetLabel(title)}
            loading={decide.isPending}
            onClick={() => decide.about({ kind: 'forget', item: id })}
          >
            {words.forget}
          </ActButton>
        )}
      </Buttons>
      {decide.isError && asked === undefined && <Problem error={decide.error} />}
      <Confirm
        title={words.restoreTitle}
        isOpen={asked === 'restore'}
        onClose={close}
        onConfirm={putBack}
        confirmLabel={words.restore}
        isWorking={restore.isPending}
      >
        <p style={{ margin: 0 }}>{words.restoreText}</p>
        {restore.isError && <Problem error={restore.error} />}
      </Confirm>
      <Confirm
        title={words.keepTitle}
        isOpen={asked === 'keep'}
        onClose={close}
        onConfirm={() => decide.about({ kind: 'keep', item: id }, close)}
        confirmLabel={words.keep}
        isWorking={decide.isPending}
      >
        <p style={{ margin: 0 }}>{words.keepText}</p>
        {decide.isError && <Problem error={decide.error} />}
      </Confirm>
      {asked === 'accept' && (
        <AskReason
          title={words.acceptTitle(title)}
          text={words.acceptText}
          label={words.reason}
          hint={words.reasonHint}
          confirmLabel={words.accept}
          least={5}
          onClose={close}
          onReason={(reason) => decide.about({ kind: 'accept', item: id, reason }, close)}
          isWorking={decide.isPending}
          error={decide.error}
        />
      )}
    </Sheet>
  );
}
