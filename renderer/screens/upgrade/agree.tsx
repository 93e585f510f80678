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
  const [, go] = useLocation();
  const [isAsking, setAsking] = useState(false);
  const start = useAct('run.start');
  const begin = () =>
    start.mutate({ connection, digest: plan.digest }, { onSuccess: ({ run }) => go(`/c/${connection}/runs/${run}`) });
  return (
    <>
      <ActButton onClick={() => setAsking(true)} rightSection={<Icon name="next" />}>
        {own.begin}
      </ActButton>
      <Confirm
        title={own.agreeTitle(hostAndPort(held), plan.version)}
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        onConfirm={begin}
        confirmLabel={own.agree}
        isWorking={start.isPending}
      >
        <p style={{ margin: 0 }}>{own.agreeText(words.components.minutes(seconds))}</p>
        {start.isError && <Problem error={start.error} />}
      </Confirm>
    </>
  );
}
