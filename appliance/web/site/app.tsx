import { Center, Loader } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import type { Me } from '../../features/me/schema.ts';
import { ApiError, call } from './api/client.ts';
import { CardPage } from './components/card-page.tsx';
import { Frame } from './components/frame.tsx';
import { ProblemNote } from './components/problem.tsx';
import { SessionGuard } from './components/session-guard.tsx';
import { WhileClosed } from './components/while-closed.tsx';
import { ChoosePassword } from './pages/choose-password.tsx';
import { SignIn } from './pages/sign-in.tsx';
import { Pages } from './pages.tsx';
import { tellTimesIn } from './words/dates.ts';
import { useWords } from './words/words.ts';

/** Where else the sign-in leads: pages of their own that send people here for it. */
const elsewhere: readonly string[] = ['/status'];

const Verify = lazy(() => import('./pages/verify.tsx').then((one) => ({ default: one.Verify })));
/** A page for whoever holds a paper, signed in or not; with the code or without. */
const verifying = /^\/verify(?:\/([^/]*))?\/?$/;

export function App() {
  const paper = verifying.exec(window.location.pathname);
  if (paper !== null) {
    return (
      <Suspense fallback={null}>
        <Verify code={typedIn(paper[1])} />
      </Suspense>
    );
  }
  return (
    <WhileClosed>
      <Site />
    </WhileClosed>
  );
}

function Site() {
  const words = useWords();
  const client = useQueryClient();
  const [password, setPassword] = useState<string | undefined>();
  const me = useQuery({ queryKey: ['me'], queryFn: () => call<Me>('/me').catch(nobodyWhenSignedOut) });
  if (me.isPending) {
    return (
      <Center mih="100vh">
        <Loader aria-label={words.loading} />
      </Center>
    );
  }
  if (me.isError) {
    return (
      <CardPage title={words.appName}>
        <ProblemNote error={me.error} onRetry={() => me.refetch()} />
      </CardPage>
    );
  }
  if (me.data === null) {
    const signedIn = (person: Me, typed?: string) => {
      setPassword(typed);
      client.setQueryData(['me'], person);
      // Whether the site is closed depends on who asks.
      void client.invalidateQueries({ queryKey: ['maintenance'] });
    };
    return <SignIn onSignedIn={signedIn} />;
  }
  tellTimesIn(me.data.timeZone);
  if (me.data.mustChangePassword) {
    const changed = () => {
      setPassword(undefined);
      return me.refetch();
    };
    return <ChoosePassword currentPassword={password} onChanged={changed} />;
  }
  const next = new URLSearchParams(window.location.search).get('next');
  if (next !== null && elsewhere.includes(next)) {
    window.location.replace(next);
    return null;
  }
  const person = me.data;
  return (
    <SessionGuard me={person}>
      {({ signOut, lock }) => (
        <Frame me={person} onSignOut={signOut} onLock={lock}>
          <Pages me={person} />
        </Frame>
      )}
    </SessionGuard>
  );
}

/** What cannot be read is no code, and is looked up as it stands. */
function typedIn(part: string | undefined): string | undefined {
  if (part === undefined || part === '') return undefined;
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function nobodyWhenSignedOut(error: unknown): null {
  if (error instanceof ApiError && error.code === 'not-signed-in') return null;
  throw error;
}
