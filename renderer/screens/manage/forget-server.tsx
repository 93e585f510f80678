import { Button } from '@mantine/core';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { Held } from '../../../installer/contract/calls/connection.ts';
import { Confirm } from '../../components/confirm.tsx';
import { Problem } from '../../components/problem.tsx';
import { useAct } from '../../state/face.ts';
import { hostAndPort } from '../../state/places.ts';
import { useWords } from '../../words/words.ts';
import { useForget } from '../servers/servers.tsx';

/** Lets the laptop forget the server, and then ends the connection. */
export function ForgetServer({ held }: { readonly held: Held }) {
  const words = useWords().servers;
  const [, go] = useLocation();
  const [isAsking, setAsking] = useState(false);
  const forget = useForget();
  const close = useAct('connection.close');
  const { connection, host, port } = held;
  const leave = async () => {
    await forget.mutateAsync({ host, port });
    // The page goes with its connection, so that this comes last.
    await close.mutateAsync({ connection });
    go('/');
  };
  return (
    <>
      <Button variant="subtle" color="gray" c="dimmed" onClick={() => setAsking(true)}>
        {words.forget}
      </Button>
      <Confirm
        title={words.forgetTitle(hostAndPort(held))}
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        onConfirm={() => void leave().catch(() => undefined)}
        confirmLabel={words.forgetDo}
        isDangerous
        isWorking={close.isPending || forget.isPending}
      >
        <p style={{ margin: 0 }}>{words.forgetText}</p>
        {close.isError && <Problem error={close.error} />}
        {forget.isError && <Problem error={forget.error} />}
      </Confirm>
    </>
  );
}
