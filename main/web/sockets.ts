import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { longestInput } from '../../installer/channel/frame.ts';
import { WireEnd } from '../../installer/channel/wire.ts';
import { socketRefusal } from './guard.ts';
import { isToken } from './token.ts';

export type SocketOptions = {
  readonly server: Server;
  readonly token: string;
  /** `127.0.0.1:PORT`; known once the server listens. */
  readonly address: () => string;
  readonly admit: (wire: WireEnd) => void;
};

/** Told to a window whose token is wrong: it need not try again. */
export const wrongToken = 4401;
const firstTextMs = 5_000;
/** Windows, and sockets that have not said their token yet. */
const mostSockets = 20;
/** A letter takes up to three bytes. */
const longestBytes = longestInput * 3 + 1024;

/** Opens wires over WebSocket. The first text must be `{"token":"…"}`; until then nothing is answered. */
export function acceptSockets({ server, token, address, admit }: SocketOptions): { readonly close: () => void } {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: longestBytes, perMessageDeflate: false });

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const refused = socketRefusal(request, address());
    if (refused !== undefined) return void socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
    if (sockets.clients.size >= mostSockets) {
      return void socket.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n\r\n');
    }
    sockets.handleUpgrade(request, socket, head, (opened) => greet(opened));
  });

  function greet(socket: WebSocket): void {
    // A frame that is too long or no frame at all: ws closes the socket after it.
    socket.on('error', () => socket.terminate());
    const tooLate = setTimeout(() => socket.close(wrongToken), firstTextMs);
    socket.once('close', () => clearTimeout(tooLate));
    socket.once('message', (data, isBinary) => {
      clearTimeout(tooLate);
      if (isBinary || !isToken(token, tokenIn(String(data)))) return socket.close(wrongToken);
      admit(wireOver(socket));
    });
  }

  return {
    close() {
      for (const socket of sockets.clients) socket.close(1001);
      sockets.close();
    },
  };
}

function wireOver(socket: WebSocket): WireEnd {
  const wire = new WireEnd({
    send: (text) => socket.send(text),
    close: () => socket.close(1000),
  });
  socket.on('message', (data, isBinary) => {
    if (isBinary) socket.close(1003);
    else wire.arrived(String(data));
  });
  socket.once('close', () => wire.ended());
  return wire;
}

function tokenIn(text: string): unknown {
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === 'object' && value !== null && 'token' in value ? value.token : undefined;
  } catch {
    return undefined;
  }
}
