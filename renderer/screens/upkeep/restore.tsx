import { useEffect, useRef } from 'react';
import { useLocation } from 'wouter';
import type { Held } from '../../../installer/contract/calls/connection.ts';
import { Problem } from '../../components/problem.tsx';
import { Working } from '../../components/working.tsx';
import { useAct } from '../../state/face.ts';
import { useIsWatching } from '../../state/window-part.ts';
import { useWords } from '../../words/words.ts';
import { RestorePage } from './restore-page.tsx';

/** The restore of a backup that lies on the server. */
export function Restore({ held, name }: { readonly held: Held; readonly name: string }) {
  const words = useWords().upkeep.restore;
  const { connection } = held;
  const [, go] = useLocation();
  const plan = useAct('restore.plan');
  const isWatching = useIsWatching();
  const begun = useRef(false);
  const { mutate } = plan;
  useEffect(() => {
    if (begun.current || isWatching) return;
    begun.current = true;
    mutate({ connection, name });
  }, [mutate, connection, name, isWatching]);
  return (
    <RestorePage held={held} plan={plan.data} lead={words.lead} onBack={() => go(`/c/${connection}/manage/backups`)}>
      {plan.isError && <Problem error={plan.error} onRetry={() => mutate({ connection, name })} />}
      {plan.isPending && <Working title={words.planning} />}
    </RestorePage>
  );
}
