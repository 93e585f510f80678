import { join } from 'node:path';

/** Outside the project: roots outlive a clone, and servers are owned by root. Both may be moved by the environment. */
export const cacheFolder = process.env['TEACHTRACK_PRACTICE_CACHE'] ?? '/var/cache/teachtrack-practice';
export const stateFolder = process.env['TEACHTRACK_PRACTICE_STATE'] ?? '/var/lib/teachtrack-practice';

export const serversFolder = join(stateFolder, 'servers');

/** Everything of one server lies in its own folder. */
export function serverPaths(slot: number) {
  const folder = join(serversFolder, String(slot));
  return {
    folder,
    record: join(folder, 'server.json'),
    /** Who the process is that lives while the server is on. */
    power: join(folder, 'power.json'),
    disk: join(folder, 'disk.img'),
    /** Files copied over the root before the first boot. */
    overlay: join(folder, 'overlay'),
    /** Files bound over /proc and /sys inside at each boot. */
    presented: join(folder, 'presented'),
    keys: join(folder, 'keys'),
    mountPoint: join(folder, 'root'),
    console: join(folder, 'console.log'),
  };
}

export type ServerPaths = ReturnType<typeof serverPaths>;
