import { homedir, hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import type { Origin } from '../../provision/model/journal.ts';

/** Where this program keeps what it knows on the laptop. */
export type LaptopFiles = {
  /** Confirmed host keys, in OpenSSH's form. */
  readonly knownHosts: string;
  /** Addresses, users and key paths; no secret. */
  readonly servers: string;
};

/** `$XDG_CONFIG_HOME/teachtrack`, `%APPDATA%\teachtrack` or `~/.config/teachtrack`. */
export function laptopFiles(env: NodeJS.ProcessEnv = process.env): LaptopFiles {
  const base = env['XDG_CONFIG_HOME'] ?? env['APPDATA'] ?? join(homedir(), '.config');
  const folder = join(base, 'teachtrack');
  return { knownHosts: join(folder, 'known_hosts'), servers: join(folder, 'servers.json') };
}

/** Who is at this laptop, for the server's lock and journal. */
export function originOfLaptop(): Origin {
  return { who: userInfo().username, from: hostname() };
}
