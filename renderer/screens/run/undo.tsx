import { Button } from '@mantine/core';
import { useLocation } from 'wouter';
import { Icon } from '../../components/icon.tsx';
import { type Out, useAnswer } from '../../state/face.ts';
import { useWords } from '../../words/words.ts';

/** The way back from an installation that failed: only where nothing was installed before, or it would take that along. */
export function Undo({ connection, run }: { readonly connection: string; readonly run: string }) {
  const words = useWords().run;
  const [, go] = useLocation();
  const runs = useAnswer('run.list', { connection });
  if (runs.data === undefined || wasInstalledBefore(runs.data, run)) return null;
  if (runs.data.some((one) => one.run === run && one.overtakenBy !== undefined)) return null;
  return (
    <Button variant="default" leftSection={<Icon name="back" />} onClick={() => go(`/c/${connection}/remove`)}>
      {words.undo}
    </Button>
  );
}

/** The last run that came to its end before this one left an installation. */
function wasInstalledBefore(runs: Out<'run.list'>, run: string): boolean {
  const before = runs.find((one) => one.run < run && one.state === 'done');
  return before?.kind === 'install';
}
