import { createSecretKey } from 'node:crypto';
import type { Socket } from 'node:net';
import { type Algorithms, Client, type ConnectConfig } from 'ssh2';
import { ProvisionError } from '../model/error.ts';
import { algorithms } from './ssh-algorithms.ts';
import { handshakeFault, type SshError } from './ssh-fault.ts';
import { noAnswer } from './ssh-socket.ts';
import { cancelledError } from './supervise.ts';

export type Handshake = {
  readonly socket: Socket;
  readonly where: string;
  /** Until the keys are exchanged. */
  readonly timeoutMs: number;
  /** Somebody is asked meanwhile: that takes as long as the server lets it. */
  readonly isAsking?: () => boolean;
  readonly signal?: AbortSignal | undefined;
};

/** Exchanges keys, takes the server's key and hangs up before signing in. */
export async function refuseAfterKey(handshake: Handshake, offered: Algorithms): Promise<Buffer> {
  let seen: Buffer | undefined;
  const config: ConnectConfig = {
    username: 'nobody',
    algorithms: offered,
    authHandler: () => false,
    hostVerifier: (key: Buffer) => {
      seen = Buffer.from(key);
      return false;
    },
  };
  try {
    (await handshaken(handshake, config, 0)).destroy();
  } catch (error) {
    if (seen === undefined) throw error;
  } finally {
    handshake.socket.destroy();
  }
  if (seen === undefined) throw new ProvisionError({ code: 'TT-SSH-08', message: `${handshake.where} has no key.` });
  return seen;
}

/** Time for signing in, once keys are exchanged: a server may delay its answer to a wrong password. */
const signInMs = 30_000;

/** A signed-in client on the socket. What happens to it afterwards is the caller's to listen to. */
export async function handshaken(
  { socket, where, timeoutMs, isAsking = () => false, signal }: Handshake,
  config: ConnectConfig,
  signInTimeoutMs = signInMs,
): Promise<Client> {
  const client = new Client();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let stage: 'keys' | 'sign-in' = 'keys';
  let timer = setTimeout(() => reject(noAnswer(where, timeoutMs)), timeoutMs);
  const cancelled = () => reject(cancelledError(`Connecting to ${where}`, signal));
  let greeting = '';
  const listen = (chunk: Buffer) => {
    if (greeting.length < 512) greeting += chunk.toString('latin1');
  };
  const failed = (error: SshError) => reject(handshakeFault({ where, stage, greeting, error }));
  const closed = () => failed(Object.assign(new Error('connection closed'), { level: 'closed' }));
  client.on('error', failed).on('close', closed).once('ready', resolve);
  client.on('handshake', () => keepKeys(client));
  client.once('handshake', () => {
    stage = 'sign-in';
    clearTimeout(timer);
    const late = () => {
      if (!isAsking()) return reject(noAnswer(where, signInTimeoutMs));
      timer = setTimeout(late, signInTimeoutMs);
    };
    timer = setTimeout(late, signInTimeoutMs);
  });
  signal?.addEventListener('abort', cancelled, { once: true });
  if (signal?.aborted) cancelled();
  try {
    client.connect({ algorithms: algorithms(), ...config, sock: socket, readyTimeout: 0 });
    // After ssh2 has paused the socket, so that it does not miss what this listener would set flowing.
    socket.on('data', listen);
    await promise;
    return client;
  } catch (error) {
    socket.destroy();
    throw error instanceof ProvisionError
      ? error
      : handshakeFault({ where, stage, greeting, error: error as SshError });
  } finally {
    clearTimeout(timer);
    socket.off('data', listen);
    signal?.removeEventListener('abort', cancelled);
    client.off('error', failed).off('close', closed);
    client.on('error', () => {});
  }
}

type Keyed = { _encKey?: unknown; _decipherKey?: unknown };

/**
 * ssh2 hands its keys to Node's crypto as bytes with every packet, and Node looks each time what they are: a fifth of all
 * the work of an upload. As key objects they are known. Left as they are where ssh2 has another shape.
 */
function keepKeys(client: Client): void {
  const { _protocol: protocol } = client as unknown as { _protocol?: { _cipher?: Keyed; _decipher?: Keyed } };
  const { _cipher: cipher, _decipher: decipher } = protocol ?? {};
  if (cipher !== undefined && Buffer.isBuffer(cipher._encKey)) cipher._encKey = createSecretKey(cipher._encKey);
  if (decipher !== undefined && Buffer.isBuffer(decipher._decipherKey))
    decipher._decipherKey = createSecretKey(decipher._decipherKey);
}
