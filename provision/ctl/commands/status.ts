import { holderSentence, isHeld, readOwner } from '../../engine/lock.ts';
import type { Command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { installedVersion } from '../installed.ts';
import { allRuns } from '../run-folder.ts';
import { summaryOf } from './runs.ts';

export const status: Command = {
  name: 'status',
  usage: '[--json]',
  summary: 'the installed version, the run under way and the last run',
  options: { json: { type: 'boolean' } },
  async run(world, flags) {
    const owner = readOwner(world.paths.lock);
    const holder = owner !== undefined && isHeld(owner, world.host) ? owner : null;
    const last = allRuns(world.paths).at(-1);
    const lastRun = last === undefined ? null : summaryOf(world, last);
    const version = installedVersion() ?? null;
    if (flags['json'] === true) world.out(JSON.stringify({ version, holder, lastRun }));
    else {
      world.out(version === null ? 'TeachTrack is not installed.' : `TeachTrack ${version} is installed.`);
      world.out(holder === null ? 'No run is under way.' : holderSentence(holder));
      if (lastRun !== null)
        world.out(`Last run: ${lastRun.run}, ${lastRun.kind} of ${lastRun.version}: ${lastRun.state}.`);
    }
    return exitCodes.ok;
  },
};
