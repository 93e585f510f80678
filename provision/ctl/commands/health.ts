import { setTimeout as sleep } from 'node:timers/promises';
import { readState } from '../../ops/state-file.ts';
import { type Command, type Flags, text, usage } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { detailLines } from '../health/details.ts';
import { type Health, healthLines, healthOf } from '../health/summary.ts';
import type { World } from '../world.ts';

export const health: Command = {
  name: 'health',
  usage: '[--details | --json] [--continuous [--interval SECONDS]]',
  summary: 'whether database, Redis, workers and API are well; exit code 0 only when all are',
  options: {
    json: { type: 'boolean' },
    details: { type: 'boolean' },
    continuous: { type: 'boolean' },
    interval: { type: 'string', default: '30' },
  },
  run: (world, flags) => tellHealth({ ...world, stateFiles: world.operation.stateFiles }, flags),
};

/** The little of the world that the health is asked with. */
export type HealthWorld = Pick<World, 'transport' | 'health' | 'signal' | 'out'> & { readonly stateFiles: string };

export async function tellHealth(world: HealthWorld, flags: Flags): Promise<number> {
  const seconds = Number(text(flags, 'interval'));
  if (!(seconds >= 1 && seconds <= 86_400)) throw usage('--interval is a number of seconds from 1.');
  const { transport, signal, stateFiles } = world;
  let before: Health | undefined;
  for (;;) {
    const previous = before ?? readState<Health>('health', stateFiles);
    const found = await healthOf({ transport, sources: world.health, signal, previous });
    before = found;
    const lines = [...healthLines(found), ...(flags['details'] === true ? ['', ...detailLines(found)] : [])];
    world.out(flags['json'] === true ? JSON.stringify(found) : lines.join('\n'));
    const code = found.healthy ? exitCodes.ok : exitCodes.unhealthy;
    if (flags['continuous'] !== true) return code;
    await sleep(seconds * 1000, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return code;
  }
}
