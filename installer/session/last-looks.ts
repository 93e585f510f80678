import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { type LastLook, lastLookSchema } from '../contract/shapes/upkeep.ts';
import type { LaptopFiles } from './laptop.ts';
import type { ServerAddress } from './open-server.ts';

/** What the list of servers tells of each; the rest is asked for when one is opened. */
const kept: readonly string[] = ['health', 'backups', 'drill', 'drift', 'certificate'];

const fileSchema = z.array(z.object({ host: z.string(), port: z.int(), look: lastLookSchema }));
type Looks = z.infer<typeof fileSchema>;

/** What is known of a server; undefined when nobody has looked at it from here. */
export async function lastLooks(files: LaptopFiles): Promise<(address: ServerAddress) => LastLook | undefined> {
  const looks = await readLooks(files);
  return (address) => looks.find((one) => isAt(one, address))?.look;
}

/** Replaces what was known of the server. Undefined: it is forgotten. */
export async function noteLook(files: LaptopFiles, address: ServerAddress, look: LastLook | undefined): Promise<void> {
  const looks = await readLooks(files);
  const others = looks.filter((one) => !isAt(one, address));
  if (look === undefined) return others.length === looks.length ? undefined : saveLooks(files, others);
  const states = Object.fromEntries(Object.entries(look.states).filter(([name]) => kept.includes(name)));
  const { host, port } = address;
  await saveLooks(files, [...others, { host, port, look: { ...look, states } }]);
}

function isAt(one: ServerAddress, { host, port }: ServerAddress): boolean {
  return one.host === host && one.port === port;
}

/** Only a memory aid: one that cannot be read is begun anew. */
async function readLooks(files: LaptopFiles): Promise<Looks> {
  try {
    return fileSchema.parse(JSON.parse(await readFile(pathOf(files), 'utf8')));
  } catch {
    return [];
  }
}

async function saveLooks(files: LaptopFiles, looks: Looks): Promise<void> {
  const path = pathOf(files);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const beside = `${path}.${randomBytes(4).toString('hex')}`;
  await writeFile(beside, `${JSON.stringify(looks)}\n`, { mode: 0o600 });
  await rename(beside, path);
}

function pathOf({ servers }: LaptopFiles): string {
  return join(dirname(servers), 'last-looks.json');
}
