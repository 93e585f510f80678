import { ProvisionError } from '../../provision/model/error.ts';
import type { Secret } from '../../provision/model/secret.ts';
import type { HostKey } from '../../provision/transport/host-key.ts';
import {
  type Ask,
  type Credential,
  connectSsh,
  type RootAccess,
  type SshTransport,
} from '../../provision/transport/ssh.ts';
import { confirmedKey, type ServerAddress } from './identity.ts';
import type { LaptopFiles } from './laptop.ts';

export type { HostKey } from '../../provision/transport/host-key.ts';
export type { Ask, Asked, Credential, RootAccess } from '../../provision/transport/ssh.ts';

export type { ServerAddress } from './identity.ts';

export type OpenOptions = ServerAddress & {
  readonly user: string;
  readonly credential: Credential;
  /** Asks a person what the server wants to know besides; absent where nobody can be asked. */
  readonly ask?: Ask;
  readonly files: LaptopFiles;
  /** The fingerprint the server must have, told beforehand; otherwise `confirm` asks a person once. */
  readonly expectedHostKey?: string;
  /** Shown the identity of a server that was never confirmed; nothing is sent to it before. */
  readonly confirm: (seen: HostKey) => Promise<boolean>;
  /** Known already; otherwise the sign-in password is tried, and `askSudoPassword` when that is not the one. */
  readonly sudoPassword?: Secret;
  readonly askSudoPassword: () => Promise<Secret | undefined>;
  readonly signal?: AbortSignal;
};

/** A server that is reached, proved to be the right one, and signed in to. */
export type ReachedServer = ServerAddress & { readonly user: string; readonly transport: SshTransport };

/** One that can be administered, too. */
export type OpenServer = ReachedServer & { readonly rootAccess: RootAccess };

/** Identity first, then the credential, then sudo. Rejects with TT-SSH-* and TT-SUDO-*; nothing is changed. */
export async function openServer(options: OpenOptions): Promise<OpenServer> {
  const hostKey = await confirmedKey(options);
  const reached = await signIn({ ...options, hostKey });
  try {
    return { ...reached, rootAccess: await rootAccessOf(reached.transport, options) };
  } catch (error) {
    await reached.transport.close();
    throw error;
  }
}

export type SignInOptions = Pick<
  OpenOptions,
  'host' | 'port' | 'user' | 'credential' | 'ask' | 'sudoPassword' | 'signal'
> & {
  readonly hostKey: HostKey;
};

/** One attempt at a server whose identity is confirmed. Whether it can be administered is another question. */
export async function signIn(options: SignInOptions): Promise<ReachedServer> {
  const { host, port, user, credential, hostKey, ask, sudoPassword, signal } = options;
  const transport = await connectSsh({
    host,
    port,
    user,
    credential,
    hostKey,
    ...(ask === undefined ? {} : { ask }),
    ...(sudoPassword === undefined ? {} : { sudoPassword }),
    ...(signal === undefined ? {} : { signal }),
  });
  return { host, port, user, transport };
}

/** One attempt with what is known; a person is asked once, and only when sudo wants a password that is not known. */
async function rootAccessOf(transport: SshTransport, options: OpenOptions): Promise<RootAccess> {
  const { credential, sudoPassword, askSudoPassword } = options;
  const known = sudoPassword ?? (credential.kind === 'password' ? credential.password : undefined);
  try {
    return await transport.testSudo(known);
  } catch (error) {
    const mayAsk = error instanceof ProvisionError && (error.code === 'TT-SUDO-03' || error.code === 'TT-SUDO-04');
    if (!mayAsk || sudoPassword !== undefined) throw error;
    const asked = await askSudoPassword();
    if (asked === undefined) throw error;
    return transport.testSudo(asked);
  }
}
