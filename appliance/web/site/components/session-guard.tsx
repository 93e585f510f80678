import { useQueryClient } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useCallback, useState } from 'react';
import type { Me } from '../../../features/me/schema.ts';
import { call } from '../api/client.ts';
import { fetched } from '../api/fetched.ts';
import { countUnsent, forgetPerson } from '../api/shared-device.ts';
import { useAutoLock } from './auto-lock.ts';

const LockScreen = lazy(() => fetched(() => import('./lock-screen.tsx')).then((one) => ({ default: one.LockScreen })));
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
    void call('/auth/lock', { method: 'POST' })
      .catch(() => undefined)
      .then(look);
  }, [look]);
  useAutoLock(shared && !locked, lock);
  // What was open stays below the lock; of a page that is opened locked, nothing is asked for.
  const [wasOpen, setWasOpen] = useState(!locked);
  if (!locked && !wasOpen) setWasOpen(true);
  const opened = () => client.invalidateQueries();
  const leave = async () => {
    await call('/auth/logout', { method: 'POST' }).catch(() => undefined);
    if (shared) await forgetPerson();
    setUnsent(0);
    client.setQueryData(['me'], null);
    client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'me' });
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
      <Suspense fallback={null}>
        {locked && <LockScreen me={me} onOpened={opened} onSignOut={signOut} />}
        {!locked && me.noticeDue !== null && <Notice isFirst onClose={seen} />}
        {unsent > 0 && <Leaving unsent={unsent} onStay={() => setUnsent(0)} onLeave={leave} />}
      </Suspense>
    </>
  );
}
