import { layout } from '../../layout.ts';
import { must } from '../../ops/command.ts';
import type { World } from '../world.ts';
import type { RequestAction } from './actions.ts';

export const backupNow: RequestAction = {
  name: 'backup-now',
  title: 'Make a backup',
  run: (world) => begin(world, 'backup'),
};

export const drillNow: RequestAction = {
  name: 'drill-now',
  title: 'Prove that the newest backup can be restored',
  run: (world) => begin(world, 'drill'),
};

/** Starts the unit of the night, or of the week, which may take long and tells of itself. */
async function begin({ transport, signal }: World, act: 'backup' | 'drill'): Promise<string> {
  const ops = { transport, signal, say: () => {} };
  await must(ops, ['systemctl', 'start', '--no-block', '--', `teachtrack-${act}.service`], {
    what: act === 'backup' ? 'Starting a backup' : 'Starting a proof',
  });
  return `Started; ${layout.acts}/${act}.jsonl and the state of the backups tell how it goes.`;
}
