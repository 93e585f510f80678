import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { removeAtOnce } from './host/claim.ts';
import { serverPaths } from './host/paths.ts';
import { must } from './host/run.ts';
import { leaderOf, powerOf } from './machine/power.ts';
import { claimSlot, removeServer, type ServerRecord, writeRecord } from './registry.ts';
import { type PracticeServer, serverOf } from './server.ts';

/**
 * Keeps a server that is on as it is now: its disk stands still for the seconds of the copy. What comes back is a server
 * after a power cut, in the slot and with the address of this one. `addTo` may put more into the folder before it has its name.
 */
export async function keepSnapshot(
  server: PracticeServer,
  folder: string,
  addTo: (making: string) => void = () => undefined,
): Promise<void> {
  const paths = serverPaths(server.slot);
  const power = powerOf(paths);
  const leader = power === undefined ? undefined : leaderOf(power);
  if (leader === undefined) throw new Error(`${server.name} is off`);
  const making = `${folder}.making-${process.pid}`;
  mkdirSync(making, { recursive: true, mode: 0o700 });
  try {
    const root = `/proc/${leader}/root`;
    await must(['fsfreeze', '--freeze', root]);
    try {
      await copyDisk(paths.disk, join(making, 'disk.img'));
    } finally {
      await must(['fsfreeze', '--unfreeze', root]);
    }
    cpSync(paths.keys, join(making, 'keys'), { recursive: true });
    writeFileSync(join(making, 'server.json'), readFileSync(paths.record), { mode: 0o600 });
    addTo(making);
    removeAtOnce(folder);
    renameSync(making, folder);
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
}

/**
 * Boots a copy of one of the snapshots in the folder, each named for its slot; undefined when there is none whose slot is
 * free and that starts. `takeFrom` reads what else lies in it, before the boot: another process may remove it any time.
 */
export async function fromAnySnapshot<T>(
  folder: string,
  takeFrom: (kept: string) => T,
): Promise<{ readonly server: PracticeServer; readonly taken: T } | undefined> {
  const slots = existsSync(folder) ? readdirSync(folder).filter((name) => /^\d+$/.test(name)) : [];
  for (const slot of slots) {
    try {
      const started = await fromSnapshot(join(folder, slot), takeFrom);
      if (started !== undefined) return started;
    } catch (error) {
      console.warn(`A copy of a kept server did not start: ${String(error)}`);
    }
  }
  return undefined;
}

async function fromSnapshot<T>(folder: string, takeFrom: (kept: string) => T) {
  const record = JSON.parse(readFileSync(join(folder, 'server.json'), 'utf8')) as ServerRecord;
  const slot = claimSlot([record.slot]);
  if (slot === undefined) return undefined;
  try {
    const paths = serverPaths(slot);
    mkdirSync(paths.mountPoint);
    cpSync(join(folder, 'keys'), paths.keys, { recursive: true });
    const taken = takeFrom(folder);
    await copyDisk(join(folder, 'disk.img'), paths.disk);
    writeRecord({ ...record, keep: false, startedAt: new Date().toISOString() });
    const server = serverOf(record);
    await server.boot();
    return { server, taken };
  } catch (error) {
    await removeServer(slot);
    throw error;
  }
}

const copyDisk = (from: string, to: string) =>
  must(['cp', '--sparse=always', '--reflink=auto', from, to], { timeoutMs: 600_000 });
