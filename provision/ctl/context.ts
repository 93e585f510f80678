import { join } from 'node:path';
import { Redactor, watchSecrets } from '../engine/redact.ts';
import type { StagedBundle, StepContext } from '../model/step.ts';
import type { WantedState } from '../model/wanted.ts';
import type { World } from './world.ts';

/** The context of checks outside a run: nothing of it is journalled. */
export async function planningContext(world: World, wanted: WantedState, bundle: StagedBundle): Promise<StepContext> {
  return {
    transport: watchSecrets(world.transport, new Redactor(world.secretFolders)),
    wanted,
    facts: await world.collectFacts(world.stepFacts),
    bundle,
    signal: world.signal,
    say: () => {},
  };
}

export function stagedAt(world: World, version: string): StagedBundle {
  return { version, path: join(world.paths.staging, version) };
}
