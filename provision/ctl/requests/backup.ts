import { asProvisionError, ProvisionError } from '../../model/error.ts';
import { run } from '../../ops/command.ts';
import { readState, type StateName } from '../../ops/state-file.ts';
import type { World } from '../world.ts';
import type { RequestAction } from './actions.ts';

export const backupNow: RequestAction = {
  name: 'backup-now',
  title: 'Make a backup',
  run: (world) => carryOut(world, { unit: 'teachtrack-backup.service', state: 'backups', noun: 'The backup' }),
};

export const drillNow: RequestAction = {
  name: 'drill-now',
  title: 'Prove that the newest backup can be restored',
  run: (world) => carryOut(world, { unit: 'teachtrack-drill.service', state: 'drill', noun: 'The proof' }),
};

type Act = { readonly unit: string; readonly state: StateName; readonly noun: string };

/** Other requests wait as long. */
const patienceMs = 45_000;

/** Starts the unit of the night, or of the week, and waits a while: what takes longer goes on and tells of itself. */
async function carryOut({ transport, signal, operation }: World, { unit, state, noun }: Act): Promise<string> {
  const ops = { transport, signal, say: () => {} };
  const told = () => readState(state, operation.stateFiles)?.summary ?? '';
  try {
    const { exitCode } = await run(ops, ['systemctl', 'start', '--', unit], { timeoutMs: patienceMs });
    if (exitCode === 0) return told();
  } catch (thrown) {
    // Only the waiting has ended.
    if (asProvisionError(thrown).code === 'TT-RUN-02')
      return `${noun} has begun and takes a while; it is told here when it is done.`;
    throw thrown;
  }
  throw new ProvisionError({ code: 'TT-SERVICE-01', message: `${noun} did not work. ${told()}`.trim() });
}
