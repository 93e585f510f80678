import { Socket } from 'node:net';
import { type ErrorCode, ProvisionError } from '../model/error.ts';
import { type Address, printed, resolvable } from './address.ts';
import { cancelledError } from './supervise.ts';

export type SocketOptions = Address & { readonly timeoutMs: number; readonly signal?: AbortSignal | undefined };

/**
 * A connected socket without Nagle's delay: with it each command waits some 40 ms for a delayed acknowledgement, twice.
 * Rejects with TT-SSH-01 (no such address), TT-SSH-02 (refused) or TT-SSH-03 (no answer).
 */
export async function openSocket(options: SocketOptions): Promise<Socket> {
  const { port, timeoutMs, signal } = options;
  const where = printed(options);
  const host = resolvable(options);
  if (signal?.aborted) throw cancelledError(`Connecting to ${where}`, signal);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const socket = new Socket().setNoDelay(true).connect({ host, port });
  const cancelled = () => reject(cancelledError(`Connecting to ${where}`, signal));
  const timer = setTimeout(() => reject(noAnswer(where, timeoutMs)), timeoutMs);
  socket.once('connect', resolve).once('error', (error) => reject(unreachable(where, error)));
  signal?.addEventListener('abort', cancelled, { once: true });
  try {
    await promise;
    socket.removeAllListeners('error');
    return gathering(socket);
  } catch (error) {
    socket.on('error', () => {});
    socket.destroy();
    throw error;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', cancelled);
  }
}

/**
 * Sends what is written in one turn at once: ssh2 writes each packet in three parts, and without Nagle each would travel
 * alone. For a connected socket: `connect` puts Node's own `write` back.
 */
function gathering(socket: Socket): Socket {
  const write = socket.write.bind(socket);
  let isGathering = false;
  // biome-ignore lint/suspicious/noExplicitAny: the overloads of the socket, handed on as they come.
  socket.write = (...args: any[]): boolean => {
    if (!isGathering) {
      isGathering = true;
      socket.cork();
      process.nextTick(() => {
        isGathering = false;
        socket.uncork();
      });
    }
    return write(...(args as Parameters<Socket['write']>));
  };
  return socket;
}

export function noAnswer(where: string, timeoutMs: number): ProvisionError {
  const message = `${where} did not answer within ${Math.round(timeoutMs / 1000)} s.`;
  return new ProvisionError({ code: 'TT-SSH-03', message });
}

const codes: Readonly<Record<string, ErrorCode>> = {
  ENOTFOUND: 'TT-SSH-01',
  EAI_AGAIN: 'TT-SSH-01',
  EAI_FAIL: 'TT-SSH-01',
  EINVAL: 'TT-SSH-01',
  EADDRNOTAVAIL: 'TT-SSH-01',
  ECONNREFUSED: 'TT-SSH-02',
  ECONNRESET: 'TT-SSH-09',
};

const words: Partial<Record<ErrorCode, string>> = {
  'TT-SSH-01': 'is not known here: no address was found for it',
  'TT-SSH-02': 'refused the connection: no SSH server listens there',
  'TT-SSH-03': 'cannot be reached',
  'TT-SSH-09': 'closed the connection at once',
};

function unreachable(where: string, error: NodeJS.ErrnoException): ProvisionError {
  const causes = error instanceof AggregateError ? (error.errors as NodeJS.ErrnoException[]) : [error];
  const known = causes.map((one) => codes[one.code ?? ''] ?? 'TT-SSH-03');
  const code = known.find((one) => one === 'TT-SSH-02') ?? known[0] ?? 'TT-SSH-03';
  return new ProvisionError({ code, message: `${where} ${words[code]} (${error.code}).`, cause: error });
}
