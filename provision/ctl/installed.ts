import { existsSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename } from 'node:path';
import { layout } from '../layout.ts';
import { ProvisionError } from '../model/error.ts';
import type { Origin } from '../model/journal.ts';
import type { StepContext } from '../model/step.ts';
import { type Flags, text } from './command.ts';
import { planningContext, stagedAt } from './context.ts';
import { originSchema } from './run-folder.ts';
import { parsed, readWanted } from './wanted-schema.ts';
import type { World } from './world.ts';

/** Version of the release in place. Undefined: none is. */
export function installedVersion(): string | undefined {
  try {
    return basename(readlinkSync(layout.current));
  } catch {
    return undefined;
  }
}

/** The context of checks against what this server was set up with. Rejects with TT-JOURNAL-01 when nothing is installed. */
export async function installedContext(world: World): Promise<StepContext> {
  const version = installedVersion();
  if (version === undefined || !existsSync(world.wantedState))
    throw new ProvisionError({ code: 'TT-JOURNAL-01', message: 'TeachTrack is not installed on this server.' });
  return planningContext(world, readWanted(world.wantedState), stagedAt(world, version));
}

/** Who asks: told by the laptop, otherwise the person behind sudo. */
export function originOr(world: World, flags: Flags): Origin {
  const told = text(flags, 'origin');
  if (told !== undefined) return parsed(originSchema, told, '--origin');
  return { who: world.env['SUDO_USER'] ?? 'root', from: hostname() };
}
