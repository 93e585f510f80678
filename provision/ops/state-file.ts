import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writeDurable } from '../engine/durable.ts';
import { layout } from '../layout.ts';

/** Parts of the running server that tell what they know. Each file is written only by the part that owns it. */
export const stateNames = [
  'health',
  'backups',
  'drill',
  'certificate',
  'names',
  'firewall',
  'drift',
  'alerts',
  'alerts-test',
  'upgrade',
  'golive',
  'maintenance',
  'requests',
] as const;
export type StateName = (typeof stateNames)[number];

/** What every state file says; its owner adds details. Nothing in it is secret. */
export type State = {
  /** When it was found out, ISO 8601. */
  readonly at: string;
  /** Null: could not be found out, or not done yet. */
  readonly ok: boolean | null;
  /** One plain sentence for a person. */
  readonly summary: string;
};

const shape = z.looseObject({ at: z.iso.datetime(), ok: z.boolean().nullable(), summary: z.string() });

/** Replaces the file as a whole. The folder's group, the appliance's, may read it. */
export function writeState<T extends State>(name: StateName, state: T, folder: string = layout.stateFiles): void {
  writeDurable(pathOf(name, folder), `${JSON.stringify(state)}\n`, 0o640);
}

/** Undefined when its owner has not written it yet, or when it is not a state at all. */
export function readState<T extends State = State>(name: StateName, folder: string = layout.stateFiles): T | undefined {
  try {
    const found: unknown = JSON.parse(readFileSync(pathOf(name, folder), 'utf8'));
    return shape.safeParse(found).success ? (found as T) : undefined;
  } catch {
    return undefined;
  }
}

function pathOf(name: StateName, folder: string): string {
  return join(folder, `${name}.json`);
}
