import type { Held } from '../../installer/contract/calls/connection.ts';
import type { ShellWords } from './words/en.ts';

export type RunWatcher = {
  /** Keeps the laptop awake until the function it gives is called. */
  readonly hold: () => () => void;
  readonly notify: (note: { readonly title: string; readonly body: string }) => void;
  readonly words: ShellWords;
};

type Ended = keyof ShellWords['ended'];

/**
 * Follows what the session holds: awake while a run is watched, and a word to the person when it has ended. A run that was
 * over when it was first seen is no news.
 */
export function watchRuns({ hold, notify, words }: RunWatcher): (held: readonly Held[]) => void {
  const underWay = new Map<string, { readonly host: string }>();
  let release: (() => void) | undefined;

  return (held) => {
    const runs = held.flatMap(({ host, run }) => (run === null ? [] : [{ host, ...run }]));
    for (const { run, host, state } of runs) {
      if (state === 'running' || state === 'unreached') underWay.set(run, { host });
      else if (underWay.delete(run)) notify(note(words.ended[state], host));
    }
    // A connection that was closed is not watched any more; its run goes on and is no news here.
    const present = new Set(runs.map(({ run }) => run));
    for (const run of underWay.keys()) if (!present.has(run)) underWay.delete(run);
    if (underWay.size > 0) release ??= hold();
    else {
      release?.();
      release = undefined;
    }
  };
}

function note(ended: ShellWords['ended'][Ended], host: string) {
  return { title: ended.title, body: ended.body(host) };
}
