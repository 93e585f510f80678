import { Button } from '@mantine/core';
import { Router, useLocation } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { watchingBanner } from './components/act-button.tsx';
import { Problem } from './components/problem.tsx';
import { Working } from './components/working.tsx';
import { CatchFault } from './frame/catch-fault.tsx';
import frame from './frame/frame.module.css';
import { Rail } from './frame/rail.tsx';
import { Screen } from './frame/screen.tsx';
import { type StepName, stepNames } from './frame/steps.ts';
import { Pages } from './pages.tsx';
import { Asked } from './screens/connect/asked.tsx';
import { useAct, useLatest, useLine } from './state/face.ts';
import { WindowPart } from './state/window-part.ts';
import { useWords } from './words/words.ts';

/** The frame around every page: where one is, and what is the matter with the line or the window. */
export function App() {
  return (
    <Router hook={useHashLocation}>
      <Framed />
    </Router>
  );
}

function Framed() {
  const words = useWords();
  const [location] = useLocation();
  const line = useLine();
  const { value: held, error } = useLatest('connection.watch', {});
  const { value: window } = useLatest('host.window', {});
  const [, id, page] = /^\/c\/([^/]+)\/([^/]+)/.exec(location) ?? [];
  const here = stepNames.find((name) => name === page) ?? (location.startsWith('/connect') ? 'connect' : undefined);
  return (
    <div className={frame.frame}>
      <button type="button" className={frame.skip} onClick={skip}>
        {words.frame.skip}
      </button>
      <Rail
        held={held?.find(({ connection }) => connection === id)}
        here={here as StepName | undefined}
        isManaging={page === 'manage'}
      />
      <div className={frame.main}>
        {line.state === 'broken' && (
          <div className={frame.banner} role="status">
            {words.frame.unreached}
          </div>
        )}
        {window?.part === 'watching' && <Watching />}
        {line.state === 'closed' ? (
          <Screen title={line.error.face.title}>
            <Problem error={line.error} />
          </Screen>
        ) : held === undefined ? (
          <Screen title={words.frame.installer}>
            {error === undefined ? <Working title={words.frame.opening} /> : <Problem error={error} />}
          </Screen>
        ) : (
          <CatchFault place={location} title={words.frame.fault} reload={words.frame.reload}>
            <WindowPart value={window?.part ?? 'in-charge'}>
              <Pages held={held} />
              <Asked />
            </WindowPart>
          </CatchFault>
        )}
      </div>
    </div>
  );
}

/** Says so where another window is in charge, and lets this one take over. */
function Watching() {
  const words = useWords().frame;
  const takeOver = useAct('host.takeOver');
  return (
    <div className={frame.banner} role="status">
      <span id={watchingBanner}>{words.watching}</span>{' '}
      <Button size="compact-sm" variant="default" onClick={() => takeOver.mutate({})} loading={takeOver.isPending}>
        {words.takeOver}
      </Button>
    </div>
  );
}

/** The address's fragment says which page it is, so that no link can lead into one. */
function skip(): void {
  document.getElementById('page')?.focus();
}
