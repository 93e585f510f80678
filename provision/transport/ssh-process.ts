import type { Client, ClientChannel } from 'ssh2';
import type { Ended, Started } from './execution.ts';

/** A command on a channel of the connection. */
export type RemoteProcess = Started & {
  /** Without another channel: for when none can be had, or nothing of ours runs yet. */
  hangUp(): void;
};

/** The server would not start another session, or the command: nothing was run. */
export class ChannelRefused extends Error {
  override readonly name = 'ChannelRefused';
}

/** Programs that leave a child behind with our output open would keep us waiting for ever: so long after the end. */
const lingerMs = 2_000;

/** Rejects with ChannelRefused, or with ssh2's error when the connection is gone. */
export function startRemote(client: Client, commandLine: string): Promise<RemoteProcess> {
  return new Promise((resolve, reject) => {
    client.exec(commandLine, (error, channel) => {
      // Listened to at once: the exit of a short command may come in the same packet.
      if (error === undefined || error === null) resolve(processOn(channel));
      else reject(isRefusal(error) ? new ChannelRefused(error.message) : error);
    });
  });
}

function isRefusal(error: Error): boolean {
  return 'reason' in error || /Unable to exec/.test(error.message);
}

function processOn(channel: ClientChannel): RemoteProcess {
  return {
    stdin: channel,
    stdout: channel,
    stderr: channel.stderr,
    ended: endOf(channel),
    hangUp() {
      channel.signal('KILL');
      channel.close();
    },
  };
}

function endOf(channel: ClientChannel): Promise<Ended> {
  return new Promise((resolve) => {
    let exit: Ended = { kind: 'lost' };
    let timer: NodeJS.Timeout | undefined;
    const finish = () => {
      clearTimeout(timer);
      resolve(exit);
    };
    const linger = () => {
      if (exit.kind === 'lost') return;
      clearTimeout(timer);
      timer = setTimeout(() => {
        channel.close();
        finish();
      }, lingerMs);
    };
    channel.on('exit', (code: number | null, signal?: string) => {
      exit = code === null ? { kind: 'killed', signal: signal ?? '' } : { kind: 'exited', code };
      linger();
      // Not at once: a listener sets the stream flowing, and whoever reads it may not listen yet.
      setImmediate(() => {
        channel.on('data', linger);
        channel.stderr.on('data', linger);
      });
    });
    channel.on('close', finish);
  });
}
