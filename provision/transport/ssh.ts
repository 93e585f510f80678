import type { ProvisionError } from '../model/error.ts';
import type { Secret } from '../model/secret.ts';
import type { Transport } from '../model/transport.ts';
import { evidenceOf } from './evidence.ts';
import type { Execution, ExecutionResult } from './execution.ts';
import { readThrough, writeThrough } from './remote-file.ts';
import { runWith } from './run.ts';
import type { Elevation } from './script.ts';
import { createSlots } from './slots.ts';
import type { SshTarget } from './ssh-connect.ts';
import { openConnection } from './ssh-connection.ts';
import { type Delivery, executeOver, type Line } from './ssh-execute.ts';
import { uploadThrough } from './upload.ts';

export type { Credential } from './credential.ts';
export type { PinnedKey, SshTarget } from './ssh-connect.ts';
export type { Ask, Asked } from './ssh-questions.ts';

export type SshOptions = SshTarget & {
  /** For sudo, when the user is not root and sudo asks. Usually the login password. */
  readonly sudoPassword?: Secret;
  readonly signal?: AbortSignal;
};

/** How this session becomes root. */
export type RootAccess = 'is-root' | 'passwordless' | 'password';

export interface SshTransport extends Transport {
  readonly kind: 'ssh';
  /** Numeric id of the signed-in user. */
  readonly userId: number;
  /** First lines of what the login shell prints on its own; empty for a quiet one. Worth a warning, no more. */
  readonly noise: readonly string[];
  /**
   * Tries whether commands can run as root, with this password or the one given when connecting; a password that works
   * is used from then on. Rejects with TT-SUDO-01 to TT-SUDO-05.
   */
  testSudo(password?: Secret): Promise<RootAccess>;
  /** A connection of its own to the same server, by the same identity and sign-in. To be closed by who asked for it. */
  another(): Promise<SshTransport>;
}

/** sshd allows ten sessions on a connection (MaxSessions); two are left for ending what takes too long. */
const sessionsAtOnce = 8;
const probeTimeoutMs = 20_000;

/**
 * Connects to a server whose host key is confirmed, and signs in. Rejects with TT-SSH-01 to TT-SSH-10, or TT-RUN-04
 * when the account does not let commands run.
 */
export async function connectSsh(options: SshOptions): Promise<SshTransport> {
  const connection = await openConnection(options, options.signal);
  const slots = createSlots(sessionsAtOnce);
  let sudoPassword = options.sudoPassword;
  let noise: readonly string[] = [];
  const onNoise = (text: string) => {
    if (noise.length === 0) noise = evidenceOf(text);
  };

  const probed = await probe((delivery) => ({ connection, slots, delivery, elevation: 'none', onNoise })).catch(
    async (error) => {
      await connection.close();
      throw error;
    },
  );

  const lineFor = (elevation: Elevation): Line => ({
    connection,
    slots,
    delivery: probed.delivery,
    elevation,
    sudoPassword,
  });
  const elevationFor = (asRoot: boolean | undefined): Elevation => {
    if (asRoot !== true || probed.userId === 0) return 'none';
    return sudoPassword === undefined ? 'sudo-passwordless' : 'sudo-with-password';
  };
  const execute = (execution: Execution): Promise<ExecutionResult> =>
    executeOver(lineFor(elevationFor(execution.asRoot)), execution);

  async function testSudo(password = sudoPassword): Promise<RootAccess> {
    if (probed.userId === 0) return 'is-root';
    let isAsked = false;
    const elevation = password === undefined ? 'sudo-passwordless' : 'sudo-with-password';
    const onPrompt = () => {
      isAsked = true;
    };
    const line: Line = { ...lineFor(elevation), sudoPassword: password, askAnew: true, onPrompt };
    await executeOver(line, { argv: ['true'], timeoutMs: probeTimeoutMs });
    sudoPassword = password;
    return isAsked ? 'password' : 'passwordless';
  }

  return {
    kind: 'ssh',
    userId: probed.userId,
    noise,
    testSudo,
    another: () => connectSsh({ ...options, ...(sudoPassword === undefined ? {} : { sudoPassword }) }),
    run: runWith(execute),
    readFile: readThrough(execute),
    writeFile: writeThrough(execute),
    upload: uploadThrough(execute),
    async reconnect() {
      const client = await connection.client();
      const answer = execute({ argv: ['true'], timeoutMs: 5_000 });
      await answer.catch(async () => {
        connection.drop(client);
        await connection.client();
      });
    },
    close: () => connection.close(),
  };
}

type Probed = { readonly delivery: Delivery; readonly userId: number };

/** Asks who we are, which also shows how a command reaches `/bin/sh` past the start files of the login shell. */
async function probe(lineFor: (delivery: Delivery) => Line): Promise<Probed> {
  const ask = async (delivery: Delivery): Promise<Probed> => {
    const result = await executeOver(lineFor(delivery), { argv: ['id', '-u'], timeoutMs: probeTimeoutMs });
    return { delivery, userId: Number(result.stdout.toString()) };
  };
  return ask('request').catch((error: ProvisionError) => {
    if (error.code !== 'TT-RUN-04') throw error;
    return ask('typed').catch(() => {
      throw error;
    });
  });
}
