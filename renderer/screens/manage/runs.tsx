import { Button } from '@mantine/core';
import { useLocation } from 'wouter';
import { actOf } from '../../../installer/contract/act.ts';
import { Problem } from '../../components/problem.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { useAnswer } from '../../state/face.ts';
import { when } from '../../state/places.ts';
import { useWords } from '../../words/words.ts';
import runClasses from '../run/run.module.css';

/** Everything that was ever done on the server, the last first. */
export function Runs({ connection }: { readonly connection: string }) {
  const words = useWords().manage;
  const [, go] = useLocation();
  const runs = useAnswer('run.list', { connection });
  return (
    <Sheet title={words.runs}>
      {runs.isError && <Problem error={runs.error} onRetry={() => runs.refetch()} />}
      {runs.data?.length === 0 && <p style={{ margin: 0 }}>{words.runsNone}</p>}
      <ul className={runClasses.list}>
        {(runs.data ?? []).map(({ run, version, state, who, from, startedAt, ...plan }) => (
          <li key={run} className={runClasses.step}>
            <span style={{ flex: 1, minWidth: 0 }}>
              {words.runState(words.acts[actOf(plan)](version), state)}
              <span style={{ display: 'block', fontSize: 14, color: 'var(--mantine-color-dimmed)' }}>
                {words.runBy(who, from, startedAt === undefined ? '' : when(startedAt))}
              </span>
            </span>
            <Button
              size="xs"
              variant="default"
              aria-label={words.showRunLabel(run)}
              onClick={() => go(`/c/${connection}/runs/${run}`)}
            >
              {words.showRun}
            </Button>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
