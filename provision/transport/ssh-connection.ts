import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from 'ssh2';
import { ProvisionError } from '../model/error.ts';
import { printed } from './address.ts';
import { connectOnce, type SshTarget } from './ssh-connect.ts';

/** One connection that is made anew when it is broken, before the next thing is started on it. */
export type Connection = {
  /** The living client; connects again, at most three times, when it is not living. */
  client(signal?: AbortSignal): Promise<Client>;
  /** Gives the present client up, so that the next one asked for is new. */
  drop(client: Client): void;
  close(): Promise<void>;
};

/** Waits before the second and the third attempt. */
const backoffMs = [500, 2_000];
const transient = new Set(['TT-SSH-02', 'TT-SSH-03', 'TT-SSH-09']);

export async function openConnection(target: SshTarget, signal?: AbortSignal): Promise<Connection> {
  let current: Client | undefined = watched(await connectOnce(target, signal));
  let connecting: Promise<Client> | undefined;
  let isClosed = false;

  function watched(client: Client): Client {
    client.once('close', () => forget(client)).once('error', () => forget(client));
    return client;
  }

  function forget(client: Client) {
    if (current === client) current = undefined;
  }

  async function again(signal?: AbortSignal): Promise<Client> {
    for (const waitMs of [...backoffMs, undefined]) {
      try {
        return watched(await connectOnce(target, signal));
      } catch (error) {
        if (waitMs === undefined || !(error instanceof ProvisionError) || !transient.has(error.code)) throw error;
        await pause(waitMs, undefined, signal === undefined ? {} : { signal }).catch(() => {});
      }
    }
    throw new ProvisionError({ code: 'TT-SSH-09', message: `${printed(target)} cannot be reached any more.` });
  }

  return {
    async client(signal) {
      if (isClosed) {
        throw new ProvisionError({ code: 'TT-SSH-09', message: `The connection to ${printed(target)} was closed.` });
      }
      if (current !== undefined) return current;
      connecting ??= again(signal).finally(() => {
        connecting = undefined;
      });
      const client = await connecting;
      if (isClosed) client.destroy();
      else current = client;
      return client;
    },
    drop(client) {
      forget(client);
      client.destroy();
    },
    async close() {
      isClosed = true;
      const client = current;
      current = undefined;
      if (client === undefined) return;
      const closed = new Promise<void>((resolve) => client.once('close', () => resolve()));
      client.end();
      await Promise.race([closed, pause(2_000, undefined, { ref: false })]);
      client.destroy();
    },
  };
}
