import { existsSync } from 'node:fs';
import { journalPath } from '../../engine/follow.ts';
import { readJournal } from '../../engine/read-journal.ts';
import type { Plan, Purpose, UpgradeWay } from '../../model/plan.ts';
import type { Command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { allRuns, readRequest } from '../run-folder.ts';
import { type RunState, runState } from '../start.ts';
import type { World } from '../world.ts';

export type RunSummary = {
  readonly run: string;
  readonly kind: Plan['kind'];
  readonly upgrade?: UpgradeWay;
  readonly purpose?: Purpose;
  readonly version: string;
  readonly who: string;
  readonly from: string;
  readonly state: RunState;
  /** ISO 8601 UTC; absent when it never began. */
  readonly startedAt?: string;
  /** Number of the last journal entry. */
  readonly lastSeq: number;
};

export function summaryOf(world: World, run: string): RunSummary {
  const { plan, origin } = readRequest(world.paths, run);
  const path = journalPath(world.paths, run);
  const entries = existsSync(path) ? readJournal(path).entries : [];
  const startedAt = entries[0]?.at;
  return {
    run,
    kind: plan.kind,
    ...(plan.upgrade === undefined ? {} : { upgrade: plan.upgrade }),
    ...(plan.purpose === undefined ? {} : { purpose: plan.purpose }),
    version: plan.version,
    ...origin,
    state: runState(world, run),
    ...(startedAt === undefined ? {} : { startedAt }),
    lastSeq: entries.length,
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
