import { knownHostsFile, pinnedKey } from '../../../provision/transport/known-hosts.ts';
import type { servers } from '../../contract/calls/servers.ts';
import { forgetServer } from '../forget-server.ts';
import { lastLooks } from '../last-looks.ts';
import { readRemembered } from '../remembered.ts';
import { forgetSecrets, secretName } from '../stored-secret.ts';
import type { HandlersOf, SessionContext } from './context.ts';

export function serversHandlers({ host, files }: SessionContext): HandlersOf<typeof servers> {
  return {
    'servers.list': async () => {
      const [known, pins, kept, lookAt] = await Promise.all([
        readRemembered(files.servers),
        knownHostsFile(files.knownHosts).read(),
        host.secrets?.names(),
        lastLooks(files),
      ]);
      return known
        .map((server) => {
          const hostKey = pinnedKey(pins, server)?.fingerprint;
          const look = lookAt(server);
          return {
            ...server,
            ...(hostKey === undefined ? {} : { hostKey }),
            hasSecret: (kept ?? []).includes(secretName(server)),
            ...(look === undefined ? {} : { look }),
          };
        })
        .sort((a, b) => b.lastSeen.localeCompare(a.lastSeen));
    },
    'servers.forget': async (address) => {
      await forgetSecrets(host.secrets, address);
      return { wasKnown: await forgetServer(address, files) };
    },
  };
}
