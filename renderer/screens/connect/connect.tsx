import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { type Destination, parseDestination } from '../../../installer/contract/destination.ts';
import { type Out, useAct, useAnswer } from '../../state/face.ts';
import { hostAndPort } from '../../state/places.ts';
import { AddressStep } from './address-step.tsx';
import { ChangedStep } from './changed-step.tsx';
import { IdentityStep } from './identity-step.tsx';
import { credentialOf, type Draft } from './sign-in.ts';
import { SignInStep } from './sign-in-step.tsx';

type Address = { readonly host: string; readonly port: number };
type Found = { readonly address: Address; readonly look: Out<'connection.look'>; readonly user: string | undefined };

/** Address, then identity, then credentials: in this order, so that nothing goes to a stranger. */
export function Connect({ given }: { readonly given: string }) {
  const [, go] = useLocation();
  const client = useQueryClient();
  const [text, setText] = useState(given);
  // A new address voids what was found of the old one.
  const [found, setFound] = useState<Found>();
  const [isConfirmed, setConfirmed] = useState(false);
  const look = useAct('connection.look');
  const confirm = useAct('connection.confirm');
  const open = useAct('connection.open');
  const forget = useAct('servers.forget');
  const servers = useAnswer('servers.list', {});
  const capabilities = useAnswer('host.capabilities', {});

  const find = ({ host, port = 22, user }: Destination) => {
    setConfirmed(false);
    look.mutate({ host, port }, { onSuccess: (answer) => setFound({ address: { host, port }, look: answer, user }) });
  };
  const back = () => {
    setFound(undefined);
    setConfirmed(false);
    confirm.reset();
    open.reset();
  };
  if (found === undefined) {
    return <AddressStep text={text} onText={setText} onAddress={find} isWorking={look.isPending} error={look.error} />;
  }
  const { address } = found;
  const where = hostAndPort(address);
  if (found.look.identity === 'changed') {
    const forgetIt = () =>
      forget.mutate(address, {
        onSuccess: () => {
          void client.invalidateQueries({ queryKey: ['servers.list'] });
          find({ ...address, ...(found.user === undefined ? {} : { user: found.user }) });
        },
      });
    return (
      <ChangedStep
        where={where}
        look={found.look}
        onBack={back}
        onForget={forgetIt}
        isWorking={forget.isPending || look.isPending}
        error={forget.error ?? look.error}
      />
    );
  }
  if (found.look.identity === 'new' && !isConfirmed) {
    return (
      <IdentityStep
        where={where}
        look={found.look}
        onBack={back}
        onSame={() =>
          confirm.mutate(
            { ...address, fingerprint: found.look.seen.fingerprint },
            { onSuccess: () => setConfirmed(true) },
          )
        }
        isWorking={confirm.isPending}
        error={confirm.error}
      />
    );
  }
  if (capabilities.data === undefined) return null;
  const known = servers.data?.find(({ host, port }) => host === address.host && port === address.port);
  const signIn = (draft: Draft) =>
    open.mutate(
      {
        ...address,
        user: draft.user.trim(),
        credential: credentialOf(draft),
        ...(draft.keep ? { remember: true } : {}),
      },
      {
        onSuccess: ({ connection }) => {
          void client.invalidateQueries({ queryKey: ['servers.list'] });
          go(`/c/${connection}/connect`);
        },
      },
    );
  return (
    <SignInStep
      where={where}
      known={{
        user: found.user ?? known?.user ?? userOf(given),
        key: known?.key,
        hasSecret: known?.hasSecret ?? false,
      }}
      capabilities={capabilities.data}
      onBack={back}
      onSignIn={signIn}
      isWorking={open.isPending}
      error={open.error}
    />
  );
}

function userOf(given: string): string | undefined {
  const parsed = parseDestination(given);
  return parsed.kind === 'valid' ? parsed.destination.user : undefined;
}
