import type { Me } from '../../features/me/schema.ts';
import { Frame } from './components/frame.tsx';
import { SessionGuard } from './components/session-guard.tsx';
import { Pages } from './pages.tsx';

/** What only somebody who is signed in needs, so that the sign-in page does not wait for it. */
export function SignedIn({ me }: { readonly me: Me }) {
  return (
    <SessionGuard me={me}>
      {({ signOut, lock }) => (
        <Frame me={me} onSignOut={signOut} onLock={lock}>
          <Pages me={me} />
        </Frame>
      )}
    </SessionGuard>
  );
}
