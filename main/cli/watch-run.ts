import type { JournalEntry, JournalEvent, Plan } from '../../installer/contract/events.ts';
import type { OpenServer } from '../../installer/session/open-server.ts';
import { type FollowOptions, followRun, type RunEnd } from '../../installer/session/run-server.ts';
import { note, printJson } from './print/output.ts';
import { RunProgress } from './print/run-progress.ts';

export type Failure = Extract<JournalEvent, { kind: 'step-failed' }>;
export type Checked = Extract<JournalEvent, { kind: 'verified' }>['checks'];
export type Watched = {
  /** Undefined when nothing was seen of it. */
  readonly kind: Plan['kind'] | undefined;
  readonly end: RunEnd;
  readonly failure?: Failure;
  readonly checks: Checked;
};

type Options = Pick<FollowOptions, 'engine' | 'run' | 'signal'> & { readonly json: boolean };

/** Follows a run to its end and shows it: steps with their states for people, a line an entry for machines. */
export async function watchRun(server: OpenServer, { engine, run, json, signal }: Options): Promise<Watched> {
  let progress: RunProgress | undefined;
  let failure: Failure | undefined;
  let checks: Checked = [];
  let kind: Plan['kind'] | undefined;
  const begin = (plan: Plan) => {
    if (!json) progress ??= new RunProgress(plan);
  };
  const onEntry = (entry: JournalEntry) => {
    const { event } = entry;
    if (json) printJson(entry);
    if (event.kind === 'run-started') {
      kind = event.plan.kind;
      begin(event.plan);
    }
    if (event.kind === 'step-failed') failure = event;
    if (event.kind === 'verified') checks = event.checks;
    progress?.show(event);
  };
  try {
    const end = await followRun(server, {
      engine,
      run,
      onEntry,
      onLineLost: () => note('The line to the server broke; the run goes on there. Reconnecting…'),
      ...(signal === undefined ? {} : { signal }),
    });
    if (json) printJson(end);
    return { kind, end, checks, ...(failure === undefined ? {} : { failure }) };
  } finally {
    await progress?.close();
  }
}
