import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { App } from '../app.ts';
import { goodbyeMs } from './timing.ts';

/** Connections that carry no request are cut only this long after the last new one could have come. */
const idleMs = 500;

/** The connections of a process, and which of them carry a request. */
export type Connections = {
  readonly open: ReadonlySet<Socket>;
  readonly busy: ReadonlySet<Socket>;
  draining: boolean;
};

export function watchConnections(server: Server): Connections {
  const open = new Set<Socket>();
  const busy = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => {
      open.delete(socket);
      busy.delete(socket);
    });
  });
  server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    busy.add(socket);
    response.once('close', () => busy.delete(socket));
  });
  return { open, busy, draining: false };
}

/**
 * Says goodbye: requests are served as before, new connections too, but every answer says `Connection: close`. Over when
 * the connections from before are gone; the proxy itself ends those that it does not use, so that none is cut while a
 * request is on its way. Event streams are ended; browsers open them again elsewhere.
 */
export async function sayGoodbye(app: App): Promise<void> {
  const { connections, eventStreams } = app;
  connections.draining = true;
  eventStreams.endAll();
  const known = [...connections.open];
  const end = performance.now() + goodbyeMs;
  while (performance.now() < end && known.some((socket) => connections.open.has(socket))) await sleep(25);
}

/** Once nothing new can come: what is under way ends, at the latest at the deadline, as performance.now() tells time. */
export async function finish(app: App, deadline: number): Promise<void> {
  const { open, busy } = app.connections;
  app.eventStreams.endAll();
  const idleEnd = performance.now() + idleMs;
  while (open.size > 0 && performance.now() < deadline) {
    if (performance.now() > idleEnd) for (const socket of open) if (!busy.has(socket)) socket.destroy();
    await sleep(25);
  }
  for (const socket of open) socket.destroy();
  await app.close();
}
