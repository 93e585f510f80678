import { chmodSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';

/** First socket passed by the service manager. */
const passedSocket = 3;

/** As many may wait to be accepted as the kernel allows (net.core.somaxconn): Node would set 511. */
const backlog = 65_535;

/** Where connections come in: the socket that systemd passed to the instance, or else the one of the settings. */
export function openDoor(socketPath: string | undefined, onConnection: (socket: Socket) => void): Server {
  const server = createServer({ pauseOnConnect: true }, onConnection);
  if (Number(process.env['LISTEN_FDS'] ?? 0) > 0) return server.listen({ fd: passedSocket }, backlog);
  if (socketPath === undefined)
    throw new Error('no socket was passed (LISTEN_FDS) and the settings name none (api.socketPath)');
  // Left by a process that was killed; a socket passed by the service manager is never touched.
  rmSync(socketPath, { force: true });
  return server.listen(socketPath, backlog, () => chmodSync(socketPath, 0o660));
}
