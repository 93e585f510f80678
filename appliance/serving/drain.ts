import type { Server } from 'node:http';
import { Server as NetServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { App } from '../app.ts';
import { drainMs } from './timing.ts';

/** The proxy may be about to use a connection that looks idle: leave it open for a moment of grace. */
const graceMs = 1_500;

/**
 * Ends service without failing a request: no new connections, every answer on the open ones says `Connection: close`,
 * and it is over when they are gone. Event streams are ended; browsers open them again elsewhere.
 */
export async function drain(app: App, server: Server): Promise<void> {
  const deadline = Date.now() + drainMs;
  app.connections.draining = true;
  // The HTTP server's own close() would cut idle connections at once.
  NetServer.prototype.close.call(server);
  app.eventStreams.endAll();
  const graceOver = Date.now() + graceMs;
  while (app.connections.open > 0 && Date.now() < deadline) {
    if (Date.now() > graceOver) server.closeIdleConnections();
    await sleep(25);
  }
  server.closeAllConnections();
  await app.close();
}

export type Connections = { open: number; draining: boolean };

export function countConnections(server: Server): Connections {
  const connections: Connections = { open: 0, draining: false };
  server.on('connection', (socket: Socket) => {
    connections.open++;
    socket.once('close', () => connections.open--);
  });
  return connections;
}
