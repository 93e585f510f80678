import { Overlay } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useCallback, useEffect, useState } from 'react';
import type { Me } from '../../../features/me/schema.ts';
import { call } from '../api/client.ts';
import { fetched } from '../api/fetched.ts';
import { forgetLocked, noteEnded, noteLocked } from '../api/leaving.ts';
import { countUnsent } from '../api/shared-device.ts';
import { useAutoLock } from './auto-lock.ts';
import { signOutNow } from './sign-out-now.ts';

const lockScreen = () => fetched(() => import('./lock-screen.tsx')).then((one) => ({ default: one.LockScreen }));
const LockScreen = lazy(lockScreen);
const Notice = lazy(() => fetched(() => import('./notice.tsx')).then((one) => ({ default: one.Notice })));
const Leaving = lazy(() => fetched(() => import('./leaving.tsx')).then((one) => ({ default: one.Leaving })));

type Ways = { readonly signOut: () => void; readonly lock: (() => void) | undefined };

/** Around everything a signed-in person sees: the lock of a shared computer, the notice of the first day, leaving. */
export function SessionGuard({ me, children }: { readonly me: Me; readonly children: (ways: Ways) => ReactNode }) {
  const client = useQueryClient();
  const [unsent, setUnsent] = useState(0);
  const { shared, locked } = me.session;
  const look = useCallback(() => client.invalidateQueries({ queryKey: ['me'] }), [client]);
  const lock = useCallback(() => {
    // The screen is covered at once; the server is told before it is asked who is here, now or when it is back.
    noteLocked();
    client.setQueryData<Me | null>(['me'], (old) => old && { ...old, session: { ...old.session, locked: true } });
    void look();
  }, [client, look]);
  useAutoLock(shared && !locked, lock);
  // When it is needed the server may be away.
  useEffect(() => {
    if (shared) void lockScreen().catch(() => undefined);
  }, [shared]);
  // What was open stays below the lock; of a page that is opened locked, nothing is asked for.
  const [wasOpen, setWasOpen] = useState(!locked);
  if (!locked && !wasOpen) setWasOpen(true);
  const opened = () => {
    forgetLocked();
    return client.invalidateQueries();
  };
  const leave = async () => {
    setUnsent(0);
    noteEnded(shared);
    await signOutNow(client);
  };
  const signOut = async () => {
    const count = shared ? await countUnsent() : 0;
    if (count > 0) setUnsent(count);
    else await leave();
  };
  const seen = () => {
    client.setQueryData(['me'], { ...me, noticeDue: null });
    void call('/account/notice', { body: { version: me.noticeDue } }).catch(() => undefined);
  };
  return (
    <>
      {wasOpen && children({ signOut, lock: shared ? lock : undefined })}
      {locked && (
        <Suspense fallback={<Overlay fixed backgroundOpacity={1} color="var(--tt-ground)" zIndex={10_000} />}>
          <LockScreen me={me} onOpened={opened} onSignOut={signOut} />
        </Suspense>
      )}
      <Suspense fallback={null}>
        {!locked && me.noticeDue !== null && <Notice isFirst onClose={seen} />}
        {unsent > 0 && <Leaving unsent={unsent} onStay={() => setUnsent(0)} onLeave={leave} />}
      </Suspense>
    </>
  );
}
