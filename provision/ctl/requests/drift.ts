import { looked, record } from '../commands/drift.ts';
import { installedContext } from '../installed.ts';
import type { RequestAction } from './actions.ts';

export const driftNow: RequestAction = {
  name: 'drift-now',
  title: 'Look at what was changed by hand',
  async run(world) {
    const found = await looked(world, await installedContext(world));
    record(world, found);
    return found.summary;
  },
};
