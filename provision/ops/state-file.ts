import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { overwrite, writeDurable } from '../engine/durable.ts';
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
  'unfinished',
  'fallen',
  'hold',
  'golive',
  'load-test',
  'maintenance',
  'reserve',
  'requests',
  'secrets',
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

/**
 * Replaces the file as a whole. The folder's group, the appliance's, may read it. On a full disk it is written over what is
 * there: a state that tells of the full disk is worth more than one that is never half written.
 */
export function writeState<T extends State>(name: StateName, state: T, folder: string = layout.stateFiles): void {
  const [path, text] = [pathOf(name, folder), `${JSON.stringify(state)}\n`];
  try {
    writeDurable(path, text, 0o640);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'ENOSPC' || !overwrite(path, text)) throw thrown;
  }
}

/** Undefined when its owner has not written it yet, or when it is not a state at all. */
export function readState<T extends State = State>(name: StateName, folder: string = layout.stateFiles): T | undefined {
  try {
    const found: unknown = JSON.parse(readFileSync(pathOf(name, folder), 'utf8'));
    return isState(found) ? (found as T) : undefined;
  } catch {
    return undefined;
  }
}

/** By hand: a schema library would be most of what the command `health` loads. */
function isState(found: unknown): found is State {
  if (typeof found !== 'object' || found === null) return false;
  const { at, ok, summary } = found as Readonly<Record<string, unknown>>;
  const isMoment = typeof at === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(at) && !Number.isNaN(Date.parse(at));
  return isMoment && (typeof ok === 'boolean' || ok === null) && typeof summary === 'string';
}

function pathOf(name: StateName, folder: string): string {
  return join(folder, `${name}.json`);
}
