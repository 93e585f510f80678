import { useState } from 'react';
import { useLocation } from 'wouter';
import type { Held } from '../../../installer/contract/calls/connection.ts';
import { ActButton } from '../../components/act-button.tsx';
import { Confirm } from '../../components/confirm.tsx';
import { Icon } from '../../components/icon.tsx';
import { Problem } from '../../components/problem.tsx';
import { useAct } from '../../state/face.ts';
import { hostAndPort } from '../../state/places.ts';
import { useWords } from '../../words/words.ts';
import type { PlanOf } from '../plan/change-line.tsx';

type Props = { readonly held: Held; readonly plan: PlanOf; readonly seconds: number };

/** The last question before an upgrade, and its beginning. */
export function Agree({ held, plan, seconds }: Props) {
  const words = useWords();
  const own = words.upgrade;
  const { connection } = held;
  const [isAsking, setAsking] = useState(false);
  const start = useAct('run.start');
  const begin = useBegin(start, connection);
  return (
    <>
      <ActButton onClick={() => setAsking(true)} rightSection={<Icon name="next" />}>
        {own.begin}
      </ActButton>
      <Confirm
        title={own.agreeTitle(hostAndPort(held), plan.version)}
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        onConfirm={() => begin({ digest: plan.digest })}
        confirmLabel={own.agree}
        isWorking={start.isPending}
      >
        <p style={{ margin: 0 }}>{own.agreeText(words.components.minutes(seconds))}</p>
        {start.isError && <Problem error={start.error} />}
      </Confirm>
    </>
  );
}

type Start = ReturnType<typeof useAct<'run.start'>>;

/** Goes to the run. The plan is gone when it has begun, and what it was shown in may be gone before the answer. */
export function useBegin(start: Start, connection: string) {
  const [, go] = useLocation();
  return (plan: { readonly digest: string; readonly typed?: string }) => {
    void start.mutateAsync({ connection, ...plan }).then(
      ({ run }) => go(`/c/${connection}/runs/${run}`),
      () => undefined,
    );
  };
}
