import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { ProvisionError } from '../../provision/model/error.ts';

const serverSchema = z.strictObject({
  host: z.string(),
  port: z.int(),
  user: z.string(),
  /** Path of the private key used; never a password, never a passphrase. */
  key: z.string().exactOptional(),
  lastSeen: z.iso.datetime(),
});
/** What this laptop knows of one server. Holds no secret. */
export type RememberedServer = z.infer<typeof serverSchema>;

const fileSchema = z.strictObject({ version: z.literal(1), servers: z.array(serverSchema) });

export async function readRemembered(file: string): Promise<readonly RememberedServer[]> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new ProvisionError({ code: 'TT-FILE-03', message: `${file} cannot be read`, cause: error });
  });
  if (text === undefined) return [];
  try {
    return fileSchema.parse(JSON.parse(text)).servers;
  } catch (error) {
    const message = `${file} is not the list of known servers any more; move it away to start a new one`;
    throw new ProvisionError({ code: 'TT-FILE-03', message, cause: error });
  }
}

export function findRemembered(
  servers: readonly RememberedServer[],
  target: { readonly host: string; readonly port: number },
): RememberedServer | undefined {
  return servers.find((server) => server.host === target.host && server.port === target.port);
}

/** Adds or replaces by host and port. */
export async function remember(file: string, server: RememberedServer): Promise<void> {
  const others = (await readRemembered(file)).filter((one) => !(one.host === server.host && one.port === server.port));
  await save(file, [...others, server]);
}

/** True when there was such a server. */
export async function forget(file: string, target: { readonly host: string; readonly port: number }): Promise<boolean> {
  const servers = await readRemembered(file);
  const kept = servers.filter((one) => !(one.host === target.host && one.port === target.port));
  if (kept.length === servers.length) return false;
  await save(file, kept);
  return true;
}

async function save(file: string, servers: readonly RememberedServer[]): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const beside = `${file}.${process.pid}`;
  await writeFile(beside, `${JSON.stringify({ version: 1, servers }, null, 2)}\n`, { mode: 0o600 });
  await rename(beside, file);
}
