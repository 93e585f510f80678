import { knownHostsFile } from '../../provision/transport/known-hosts.ts';
import { type LaptopFiles, laptopFiles } from './laptop.ts';
import { noteLook } from './last-looks.ts';
import type { ServerAddress } from './open-server.ts';
import { forget } from './remembered.ts';

/** Drops the confirmed host key and what was remembered of a server. True when there was anything. */
export async function forgetServer(address: ServerAddress, files: LaptopFiles = laptopFiles()): Promise<boolean> {
  const pinned = await knownHostsFile(files.knownHosts).forget(address);
  const remembered = await forget(files.servers, address);
  await noteLook(files, address, undefined);
  return pinned || remembered;
}
