import { existsSync } from 'node:fs';
import { journalPath } from '../../engine/follow.ts';
import { readJournal } from '../../engine/read-journal.ts';
import type { Plan, Purpose, UpgradeWay } from '../../model/plan.ts';
import type { Command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { overtakenBy } from '../overtaken.ts';
import { allRuns, readRequest } from '../run-folder.ts';
import { type RunState, runState } from '../start.ts';
import type { World } from '../world.ts';

export type RunSummary = {
  readonly run: string;
  readonly kind: Plan['kind'];
  readonly upgrade?: UpgradeWay;
  readonly purpose?: Purpose;
  readonly removeData: boolean;
  readonly version: string;
  readonly who: string;
  readonly from: string;
  readonly state: RunState;
  /** ISO 8601 UTC; absent when it never began. */
  readonly startedAt?: string;
  /** Number of the last journal entry. */
  readonly lastSeq: number;
  /** Of one that is not done: the later run after which it cannot be gone on with. */
  readonly overtakenBy?: string;
};

export function summaryOf(world: World, run: string): RunSummary {
  const { plan, origin } = readRequest(world.paths, run);
  const path = journalPath(world.paths, run);
  const entries = existsSync(path) ? readJournal(path).entries : [];
  const startedAt = entries[0]?.at;
  const state = runState(world, run);
  const later = state === 'done' || state === 'running' ? undefined : overtakenBy(world, run);
  return {
    run,
    kind: plan.kind,
    ...(plan.upgrade === undefined ? {} : { upgrade: plan.upgrade }),
    ...(plan.purpose === undefined ? {} : { purpose: plan.purpose }),
    removeData: plan.removeData,
    version: plan.version,
    ...origin,
    state,
    ...(startedAt === undefined ? {} : { startedAt }),
    lastSeq: entries.length,
    ...(later === undefined ? {} : { overtakenBy: later }),
  };
}

export const runs: Command = {
  name: 'runs',
  usage: '[--json]',
  summary: 'all runs on this server, oldest first',
  options: { json: { type: 'boolean' } },
  async run(world, flags) {
    const all = allRuns(world.paths).map((run) => summaryOf(world, run));
    if (flags['json'] === true) world.out(JSON.stringify(all));
    else
      for (const { run, kind, version, state, who, from } of all)
        world.out(`${run} ${kind} ${version} ${state} ${who} from ${from}`);
    return exitCodes.ok;
  },
};
