import { setTimeout as sleep } from 'node:timers/promises';
import { isHeld, readOwner } from '../engine/lock.ts';
import { asProvisionError } from '../model/error.ts';
import { type State, writeState } from '../ops/state-file.ts';
import { exitCodes } from './exit-codes.ts';
import { type Unfinished, unfinishedOf } from './unfinished.ts';
import type { World } from './world.ts';

/** State `unfinished`. `ok` is null while it is tried. */
type UnfinishedState = State & { readonly unit: string; readonly tries: number };

/** Seconds before each try: a database may recover for minutes when the server starts. */
const waits = [0, 10, 20, 30, 60, 60, 120, 120, 300, 300, 600] as const;
const lookSeconds = 2;
const watchSeconds = 30;

type Wait = (seconds: number) => Promise<void>;

/**
 * Takes up, when the server starts, what a power cut left half-done, one after the other: each is done by a unit of its own,
 * which outlives this process, and is tried again when it fails. Given up after half an hour and more, people are told,
 * and it is waited for somebody to take it over. Never begins anything while somebody is at work on the server.
 */
export async function takeUpUnfinished(world: World, wait: Wait = waiting(world)): Promise<number> {
  for (const one of unfinishedOf(world)) await takeUp(world, one, wait);
  return exitCodes.ok;
}

async function takeUp(world: World, one: Unfinished, wait: Wait): Promise<void> {
  for (const [index, seconds] of waits.entries()) {
    await wait(seconds);
    if (await isOver(world, one, wait)) return told(world, one, index);
    if (world.signal.aborted) return;
    const nth = `try ${index + 1} of ${waits.length}`;
    tell(world, one, { ok: null, tries: index + 1, summary: `${one.name} was interrupted and goes on (${nth}).` });
    await one.begin().catch((thrown: unknown) => world.err(`${nth}: ${asProvisionError(thrown).message}`));
    if (await isOver(world, one, wait)) return told(world, one, index + 1);
    if (world.signal.aborted) return;
    world.err(`${one.name} did not come to its end (${nth}). Why is in: journalctl -u ${one.unit}`);
  }
  const summary = `${one.name} was interrupted by a power cut and did not come to its end in ${waits.length} tries.`;
  tell(world, one, { ok: false, tries: waits.length, summary: `${summary} ${one.advice}` });
  while (!world.signal.aborted) {
    if (await isOver(world, one, wait)) return told(world, one, waits.length);
    await wait(watchSeconds);
  }
}

/** Waits until nobody is at it, then looks. */
async function isOver(world: World, one: Unfinished, wait: Wait): Promise<boolean> {
  while (!world.signal.aborted && (isLocked(world) || (await isAtWork(world, one.unit)))) await wait(lookSeconds);
  return !world.signal.aborted && !isOpen(world, one);
}

/** What cannot be read is not over: it fails as often as there are tries, and then people are told. */
function isOpen({ err }: World, one: Unfinished): boolean {
  try {
    return one.isOpen();
  } catch (thrown) {
    err(asProvisionError(thrown).message);
    return true;
  }
}

export function isLocked({ paths, host }: World): boolean {
  const owner = readOwner(paths.lock);
  return owner !== undefined && isHeld(owner, host);
}

async function isAtWork({ transport, err }: World, unit: string): Promise<boolean> {
  try {
    const { stdout } = await transport.run({ argv: ['systemctl', 'show', '-P', 'ActiveState', unit], asRoot: true });
    return ['active', 'activating', 'deactivating', 'reloading'].includes(stdout.trim());
  } catch (thrown) {
    // Not known is no permission to begin a second one.
    err(`systemd does not say how ${unit} is: ${asProvisionError(thrown).message}`);
    return true;
  }
}

/** Nothing was done when somebody else ended it before the first try. */
function told(world: World, one: Unfinished, tries: number): void {
  if (tries > 0) tell(world, one, { ok: true, tries, summary: `${one.name} was interrupted and is over.` });
}

function tell(world: World, { unit }: Unfinished, told: Pick<UnfinishedState, 'ok' | 'tries' | 'summary'>): void {
  (told.ok === false ? world.err : world.out)(told.summary);
  const state = { at: new Date().toISOString(), ...told, unit };
  try {
    writeState<UnfinishedState>('unfinished', state, world.operation.stateFiles);
  } catch (thrown) {
    // A full disk must not keep anything from being ended.
    world.err(`This could not be noted: ${asProvisionError(thrown).message}`);
  }
}

function waiting({ signal }: World): Wait {
  return (seconds) => sleep(seconds * 1000, undefined, { signal }).catch(() => undefined);
}
