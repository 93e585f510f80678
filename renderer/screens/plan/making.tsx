import { Loader, Progress } from '@mantine/core';
import { Icon } from '../../components/icon.tsx';
import { Sheet } from '../../components/sheet.tsx';
import type { Out } from '../../state/face.ts';
import { bytes } from '../../state/places.ts';
import { useWords } from '../../words/words.ts';
import classes from './plan.module.css';

type Planning = Out<'plan.follow'>;
type Stage = 'opening-bundle' | 'checking' | 'sending' | 'unpacking' | 'asking';

const order: readonly Stage[] = ['opening-bundle', 'checking', 'sending', 'unpacking', 'asking'];

/** How the plan comes about. The bundle is only sent where it is missing, so that stages may be passed over. */
export function Making({
  planning,
  kind,
}: {
  readonly planning: Planning | undefined;
  readonly kind: 'install' | 'uninstall' | 'upgrade';
}) {
  const words = useWords().plan.making;
  // What an upgrade is judged by comes from the server's own check of every step.
  const kindNow = planning?.kind === 'preflight' || planning?.kind === 'preview' ? 'asking' : planning?.kind;
  const now = order.findIndex((stage) => stage === kindNow);
  const stages = kind === 'uninstall' ? (['asking'] as const) : order;
  return (
    <Sheet>
      <ol className={classes.stages} aria-live="polite">
        {stages.map((stage) => {
          const place = order.indexOf(stage);
          const state = place < now ? 'done' : place === now || (now < 0 && place === 0) ? 'now' : 'later';
          return (
            <li key={stage} className={classes.stage} data-state={state}>
              {state === 'now' ? (
                <Loader size={24} aria-hidden="true" />
              ) : (
                <span className={classes.stageMark}>{state === 'done' && <Icon name="tick" size={14} />}</span>
              )}
              <span>
                {words.stages[stage]}
                {stage === 'sending' && planning?.kind === 'sending' && (
                  <> · {words.sent(bytes(planning.sentBytes), bytes(planning.totalBytes))}</>
                )}
              </span>
            </li>
          );
        })}
      </ol>
      {planning?.kind === 'sending' && (
        <Progress
          mt="lg"
          size="lg"
          aria-label={words.stages.sending}
          value={(100 * planning.sentBytes) / Math.max(1, planning.totalBytes)}
        />
      )}
    </Sheet>
  );
}
