import { useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import type { Me } from '../../features/me/schema.ts';
import { ApiError, call } from './api/client.ts';
import { fetched } from './api/fetched.ts';
import { catchUp, forgetMarks, isEnding, isLocking } from './api/leaving.ts';
import { CardPage } from './components/card-page.tsx';
import { NotSignedOut } from './components/not-signed-out.tsx';
import { ProblemNote } from './components/problem.tsx';
import { Waiting } from './components/waiting.tsx';
import { WhileClosed } from './components/while-closed.tsx';
import { SignIn } from './pages/sign-in.tsx';
import { tellTimesIn } from './words/dates.ts';
import { languageFor, languageOfDevice } from './words/language.ts';
import { AllWords } from './words/provider.tsx';
import { useFirstWords } from './words/words.ts';

/** Where else the sign-in leads: pages of their own that send people here for it. */
const elsewhere: readonly string[] = ['/status'];

const ChoosePassword = lazy(() =>
  fetched(() => import('./pages/choose-password.tsx')).then((one) => ({ default: one.ChoosePassword })),
);
const SignedIn = lazy(() => fetched(() => import('./signed-in.tsx')).then((one) => ({ default: one.SignedIn })));
const Verify = lazy(() => fetched(() => import('./pages/verify.tsx')).then((one) => ({ default: one.Verify })));
/** A page for whoever holds a paper, signed in or not; with the code or without. */
const verifying = /^\/verify(?:\/([^/]*))?\/?$/;

export function App() {
  const paper = verifying.exec(window.location.pathname);
  if (paper !== null) {
    return (
      <AllWords language={languageOfDevice()} failed={unfetched}>
        <Suspense fallback={null}>
          <Verify code={typedIn(paper[1])} />
        </Suspense>
      </AllWords>
    );
  }
  return (
    <WhileClosed>
      <Site />
    </WhileClosed>
  );
}

function Site() {
  const words = useFirstWords();
  const client = useQueryClient();
  const [password, setPassword] = useState<string | undefined>();
  const [wasStuck, setWasStuck] = useState(false);
  const me = useQuery({
    queryKey: ['me'],
    queryFn: whoIsHere,
    refetchInterval: () => (isEnding() || isLocking()) && againMs,
    refetchIntervalInBackground: true,
  });
  const isLeaving = me.data === undefined && isEnding();
  const isStuck = isLeaving && (wasStuck || me.failureCount > 0 || me.isError || me.isPaused);
  if (isStuck !== wasStuck) setWasStuck(isStuck);
  if (isStuck) return <NotSignedOut isTrying={me.isFetching} onRetry={() => void me.refetch()} />;
  if (me.isPending) return <Waiting />;
  // What is open stays open while the server is away.
  if (me.data === undefined) {
    return (
      <CardPage title={words.appName}>
        <ProblemNote error={me.error} onRetry={() => me.refetch()} />
      </CardPage>
    );
  }
  if (me.data === null) {
    const signedIn = (person: Me, typed?: string) => {
      forgetMarks();
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
    return (
      <Suspense fallback={<Waiting />}>
        <ChoosePassword currentPassword={password} onChanged={changed} />
      </Suspense>
    );
  }
  const next = new URLSearchParams(window.location.search).get('next');
  if (next !== null && elsewhere.includes(next)) {
    window.location.replace(next);
    return null;
  }
  return (
    <AllWords language={languageFor(me.data.language)} failed={unfetched}>
      <Suspense fallback={<Waiting />}>
        <SignedIn me={me.data} />
      </Suspense>
    </AllWords>
  );
}

function unfetched(error: unknown, again: () => void) {
  return <Unfetched error={error} onRetry={again} />;
}

/** The words could not be fetched: most likely the server was not there for a moment. */
function Unfetched({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) {
  const words = useFirstWords();
  return (
    <CardPage title={words.appName}>
      <ProblemNote error={error} onRetry={onRetry} />
    </CardPage>
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

/** How often the server is told again what it does not know yet. */
const againMs = 10_000;

async function whoIsHere(): Promise<Me | null> {
  return (await catchUp()) ? null : call<Me>('/me').catch(nobodyWhenSignedOut);
}

function nobodyWhenSignedOut(error: unknown): null {
  if (error instanceof ApiError && error.code === 'not-signed-in') return null;
  throw error;
}
