import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { manifest } from './manifest.ts';
import { parseSessionKeys, type SessionKeys } from './session-keys.ts';
import { parsedSettings, unusableSettings } from './settings-file.ts';

const pool = z.object({ connectionLimit: z.number().int().positive(), maxIdle: z.number().int().positive() });

/** The one schema of the appliance's settings: written by the engine, read by every process, no secrets. */
export const settingsSchema = z.strictObject({
  displayName: z.string().min(1),
  /** Every address the site is reached by, such as `https://teachtrack.local`. */
  origins: z.array(z.string().min(1)),
  timeZone: z.string().min(1),
  database: z.strictObject({
    socketPath: z.string().min(1),
    user: z.string().min(1),
    name: z.string().min(1),
    /** Where its data lies: what is on this disk decides whether anything can be written. */
    folder: z.string().min(1).optional(),
    /** What is spoken over the socket is encrypted, because the server is another machine; `ca`: PEM, whose it must be. */
    tls: z.strictObject({ ca: z.string().min(1).optional() }).optional(),
    /** Shares of one process, see TUNING: connections add up over all processes. */
    api: pool,
    worker: pool,
  }),
  redis: z.strictObject({ queueSocket: z.string().min(1), cacheSocket: z.string().min(1) }),
  /** `socketPath` is for development; on a server systemd passes the listening socket as fd 3. */
  api: z.strictObject({
    processes: z.number().int().positive(),
    socketPath: z.string().optional(),
    maxHeapMiB: z.number().int().positive(),
  }),
  worker: z.strictObject({ concurrency: z.number().int().positive() }),
  /** Where files of documents lie; the workers write it, the API reads it. */
  documents: z.strictObject({ folder: z.string().min(1) }),
  /** What the server's own programs say about it, read here, and where requests to them are left. */
  operations: z.strictObject({
    stateFolder: z.string().min(1),
    requestsFolder: z.string().min(1),
    /** How often each process looks for what others changed, instead of every two to three seconds. */
    lookEveryMs: z.number().int().min(100).max(10_000).optional(),
  }),
  /** Logins hashed at the same time in one process; argon2id takes 19 MiB each. */
  signIn: z.strictObject({ concurrency: z.number().int().positive() }),
});
export type Settings = z.infer<typeof settingsSchema>;

export type Credentials = { readonly databasePassword: string; readonly sessionKeys: SessionKeys };

/** Puts the process into the district's time zone as well: "today" is theirs. */
export function readSettings(env: NodeJS.ProcessEnv = process.env): Settings {
  const path = env[manifest.settingsVariable];
  if (path === undefined) throw new Error(`${manifest.settingsVariable} is not set: no settings file to read`);
  const settings = usable(path);
  process.env['TZ'] = settings.timeZone;
  return settings;
}

function usable(path: string): Settings {
  const { success, data, error } = settingsSchema.safeParse(parsedSettings(path));
  if (success) return data;
  throw new Error(unusableSettings(path, z.prettifyError(error)));
}

export function readCredentials(env: NodeJS.ProcessEnv = process.env): Credentials {
  const folder = env['CREDENTIALS_DIRECTORY'];
  if (folder === undefined) throw new Error('CREDENTIALS_DIRECTORY is not set: no credentials to read');
  const read = (name: string) => readFileSync(join(folder, name), 'utf8').trim();
  return {
    databasePassword: read(manifest.credentials.databasePassword),
    sessionKeys: parseSessionKeys(read(manifest.credentials.sessionKey)),
  };
}
