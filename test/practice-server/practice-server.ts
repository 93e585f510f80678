import { furnish } from './furnish.ts';
import { type PracticeOptions, packagesOf } from './options.ts';
import { claimSlot, listRecords, removeServer, sweep, writeRecord } from './registry.ts';
import { cachedImage } from './root/build.ts';
import { type PracticeServer, serverOf } from './server.ts';

export type { PracticeUser, UserName } from './machine/users.ts';
export type { PracticeOptions } from './options.ts';
export type { PracticeServer } from './server.ts';

/** Makes and boots a server, and removes those that crashed processes have left. Resolves when SSH answers. */
export async function startPracticeServer(options: PracticeOptions = {}): Promise<PracticeServer> {
  if (process.getuid?.() !== 0) throw new Error('Practice servers need root: run this with sudo');
  await sweep();
  checkName(options.name);
  const suite = options.suite ?? 'bookworm';
  const diskSizeGiB = options.diskSizeGiB ?? 512;
  const recipe = { suite, extraPackages: packagesOf({ ...options, suite }) };
  const image = await cachedImage(recipe, diskSizeGiB, options.say);
  try {
    return await started(image, options);
  } catch (error) {
    // A machine that is busy with other servers now and then fails one at its start: told, and tried once more.
    console.warn(`A practice server did not start and is made anew: ${String(error)}`);
    return started(image, options);
  }
}

async function started(
  image: Awaited<ReturnType<typeof cachedImage>>,
  options: PracticeOptions,
): Promise<PracticeServer> {
  const slot = claimSlot(options.slots);
  if (slot === undefined) throw new Error('All slots for practice servers are taken: see `npm run practice -- list`');
  try {
    const record = await furnish(slot, image, options);
    const server = serverOf(record);
    await server.boot();
    await addData(server, options);
    if (options.keep) writeRecord({ ...record, keep: true });
    return server;
  } catch (error) {
    await removeServer(slot);
    throw error;
  }
}

/** The server of that name or slot, started by this or another process. */
export function openPracticeServer(nameOrSlot: string | number): PracticeServer {
  const record = listRecords().find((one) => one.name === nameOrSlot || String(one.slot) === String(nameOrSlot));
  if (record === undefined) throw new Error(`No practice server ${nameOrSlot}: see \`npm run practice -- list\``);
  return serverOf(record);
}

/** Somebody else's data, in the services that were there before. */
async function addData(server: PracticeServer, options: PracticeOptions): Promise<void> {
  if (!options.preinstalled?.includes('mysql-with-data')) return;
  const sql = `CREATE DATABASE school_library;
CREATE TABLE school_library.books (id INT PRIMARY KEY, title VARCHAR(80));
INSERT INTO school_library.books VALUES (1, 'Atlas'), (2, 'Grammar');`;
  await server.mustExec(['mysql'], { stdin: sql });
}

function checkName(name: string | undefined): void {
  if (name === undefined) return;
  if (!/^[a-z][a-z0-9-]{0,39}$/.test(name)) {
    throw new Error(
      `"${name}" is no name for a server: 1 to 40 lower-case letters, digits and hyphens, a letter first`,
    );
  }
  if (listRecords().some((record) => record.name === name))
    throw new Error(`There is a practice server ${name} already`);
}
