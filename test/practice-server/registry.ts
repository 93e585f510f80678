import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exclusively, ownerOf, removeAtOnce, tryClaim } from './host/claim.ts';
import { serverPaths, serversFolder, stateFolder } from './host/paths.ts';
import { isAlive } from './host/process-identity.ts';
import { removeNetwork } from './machine/network.ts';
import { type Machine, powerOff } from './machine/power.ts';
import type { PracticeUsers } from './machine/users.ts';
import type { Suite } from './root/recipe.ts';

const slots = Array.from({ length: 200 }, (_, index) => index + 1);

/** What is known of one server on this machine; its file is how another process, or a later one, finds it. */
export type ServerRecord = {
  readonly slot: number;
  readonly name: string;
  readonly suite: Suite;
  readonly machine: Machine;
  readonly users: PracticeUsers;
  readonly hostname: string;
  readonly hostKeyFingerprint: string;
  /** The sweeper leaves it alone. */
  readonly keep: boolean;
  readonly startedAt: string;
};

/** Takes the first free slot of these for this process. Its folder is the server's, its number makes the addresses. */
export function claimSlot(of: readonly number[] = slots): number | undefined {
  return of.find((number) => !existsSync(serverPaths(number).folder) && tryClaim(serverPaths(number).folder));
}

export function writeRecord(record: ServerRecord): void {
  const { record: file } = serverPaths(record.slot);
  writeFileSync(`${file}.new`, JSON.stringify(record, undefined, 2), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** Undefined when the slot is free, or its server is not finished. */
function readRecord(slot: number): ServerRecord | undefined {
  try {
    return JSON.parse(readFileSync(serverPaths(slot).record, 'utf8')) as ServerRecord;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

export function listRecords(): ServerRecord[] {
  return takenSlots().flatMap((slot) => readRecord(slot) ?? []);
}

/** Ends the server's processes by their identity, then removes its network and its folder. */
export async function removeServer(slot: number): Promise<void> {
  const paths = serverPaths(slot);
  await powerOff(paths);
  await removeNetwork({ bridge: `ttbr${slot}` });
  removeAtOnce(paths.folder);
}

/** Removes the servers whose owner is gone and which were not to be kept. Gives their slots. */
export async function sweep(): Promise<number[]> {
  return exclusively(join(stateFolder, 'sweep.lock'), 600_000, async () => {
    const orphans = takenSlots().filter((slot) => {
      const { folder } = serverPaths(slot);
      const owner = ownerOf(folder);
      // Without an owner it may be the slot of a server that is being removed, and somebody else's in a moment.
      if (owner === undefined && !existsSync(join(folder, 'owner.json'))) return false;
      return !(owner !== undefined && isAlive(owner)) && readRecord(slot)?.keep !== true;
    });
    for (const slot of orphans) await removeServer(slot);
    removeLeftovers();
    return orphans;
  });
}

/** Folders that a process was about to name or to remove when it was killed. */
function removeLeftovers(): void {
  const anHourAgo = Date.now() - 3_600_000;
  for (const name of readdirSync(serversFolder).filter((one) => /^\d+\.(new|gone)-/.test(one))) {
    const leftover = join(serversFolder, name);
    const changedMs = statSync(leftover, { throwIfNoEntry: false })?.mtimeMs ?? anHourAgo;
    if (changedMs < anHourAgo) rmSync(leftover, { recursive: true, force: true });
  }
}

function takenSlots(): number[] {
  mkdirSync(serversFolder, { recursive: true, mode: 0o700 });
  const names = readdirSync(serversFolder).filter((name) => /^\d+$/.test(name));
  return names.map(Number).sort((a, b) => a - b);
}
