import { useState } from 'react';
import type { Held } from '../../../installer/contract/calls/connection.ts';
import { ActButton } from '../../components/act-button.tsx';
import { Confirm } from '../../components/confirm.tsx';
import { Problem } from '../../components/problem.tsx';
import { useLeave } from '../../state/leave.ts';
import { hostAndPort } from '../../state/places.ts';
import { useWords } from '../../words/words.ts';
import { useForget } from '../servers/servers.tsx';

/** Lets the laptop forget the server, and then ends the connection. */
export function ForgetServer({ held }: { readonly held: Held }) {
  const words = useWords().servers;
  const [isAsking, setAsking] = useState(false);
  const forget = useForget();
  const { connection, host, port } = held;
  const leave = useLeave(connection);
  return (
    <>
      <ActButton variant="subtle" color="gray" c="dimmed" onClick={() => setAsking(true)}>
        {words.forget}
      </ActButton>
      <Confirm
        title={words.forgetTitle(hostAndPort(held))}
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        onConfirm={() => forget.mutate({ host, port }, { onSuccess: () => leave('/') })}
        confirmLabel={words.forgetDo}
        isDangerous
        isWorking={forget.isPending}
      >
        <p style={{ margin: 0 }}>{words.forgetText}</p>
        {forget.isError && <Problem error={forget.error} />}
      </Confirm>
    </>
  );
}
