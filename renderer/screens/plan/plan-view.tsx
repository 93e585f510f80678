import { Fold } from '../../components/fold.tsx';
import { Note } from '../../components/note.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { bytes } from '../../state/places.ts';
import { useWords } from '../../words/words.ts';
import { ChangeLine, type PlanOf, type SumsOf } from './change-line.tsx';
import classes from './plan.module.css';

/** The whole plan: what it comes to, then every step with its changes. */
export function PlanView({ plan, sums }: { readonly plan: PlanOf; readonly sums: SumsOf }) {
  const words = useWords();
  const own = words.plan;
  if (plan.steps.length === 0) {
    return plan.kind === 'install' ? (
      <Note tone="good" title={own.nothing} role="status">
        <p>{own.nothingText(plan.satisfied.length)}</p>
      </Note>
    ) : (
      <Note tone="good" title={own.nothingRemove} role="status" />
    );
  }
  const tiles = [
    own.sums.steps(sums.steps),
    own.sums.files(sums.files),
    own.sums.packages(sums.packages),
    own.sums.time(words.components.minutesShort(sums.seconds)),
    ...(sums.bundleBytes > 0 ? [own.sums.bundle(bytes(sums.bundleBytes))] : []),
  ];
  return (
    <>
      <ul className={classes.sums}>
        {tiles.map(([number, what]) => (
          <li key={what}>
            <strong>{number}</strong>
            <span>{what}</span>
          </li>
        ))}
      </ul>
      <Sheet>
        <p style={{ margin: '0 0 10px', color: 'var(--mantine-color-dimmed)' }}>
          {plan.kind === 'install' && own.version(plan.version, plan.wanted.tier)}{' '}
          {plan.satisfied.length > 0 && own.satisfied(plan.satisfied.length)}
        </p>
        <ol className={classes.steps}>
          {plan.steps.map((step) => (
            <li key={step.step} className={classes.planStep}>
              <Fold
                title={
                  <>
                    <span className={classes.stepTitle}>{step.title}</span>
                    <span className={classes.meta}>
                      {step.changes.length > 0 && `${own.changes(step.changes.length)} · `}
                      {own.stepTime(step.seconds)}
                    </span>
                  </>
                }
              >
                <ul className={classes.changes}>
                  {step.changes.length === 0 && <li>{own.noChanges}</li>}
                  {step.changes.map((change) => (
                    <ChangeLine key={JSON.stringify(change)} change={change} />
                  ))}
                </ul>
              </Fold>
            </li>
          ))}
        </ol>
      </Sheet>
    </>
  );
}
