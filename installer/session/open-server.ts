import { ProvisionError } from '../../provision/model/error.ts';
import type { Secret } from '../../provision/model/secret.ts';
import { fetchHostKey, type HostKey } from '../../provision/transport/host-key.ts';
import { knownHostsFile, pinnedKey } from '../../provision/transport/known-hosts.ts';
import { type Credential, connectSsh, type RootAccess, type SshTransport } from '../../provision/transport/ssh.ts';
import type { LaptopFiles } from './laptop.ts';

export type { HostKey } from '../../provision/transport/host-key.ts';
export type { Credential, RootAccess } from '../../provision/transport/ssh.ts';

export type ServerAddress = { readonly host: string; readonly port: number };

export type OpenOptions = ServerAddress & {
  readonly user: string;
  readonly credential: Credential;
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

/** A server that is reached, proved to be the right one, signed in to, and can be administered. */
export type OpenServer = ServerAddress & {
  readonly user: string;
  readonly transport: SshTransport;
  readonly rootAccess: RootAccess;
};

/** Identity first, then the credential, then sudo. Rejects with TT-SSH-* and TT-SUDO-*; nothing is changed. */
export async function openServer(options: OpenOptions): Promise<OpenServer> {
  const { host, port, user, credential, sudoPassword, signal } = options;
  const pinned = (await confirmedKey(options)).fingerprint;
  const transport = await connectSsh({
    host,
    port,
    user,
    credential,
    hostKey: { fingerprint: pinned },
    ...(sudoPassword === undefined ? {} : { sudoPassword }),
    ...(signal === undefined ? {} : { signal }),
  });
  try {
    return { host, port, user, transport, rootAccess: await rootAccessOf(transport, options) };
  } catch (error) {
    await transport.close();
    throw error;
  }
}

async function confirmedKey(options: OpenOptions): Promise<{ readonly fingerprint: string }> {
  const { host, port, files, expectedHostKey, confirm, signal } = options;
  const pins = knownHostsFile(files.knownHosts);
  const pinned = pinnedKey(await pins.read(), { host, port });
  if (pinned !== undefined && (expectedHostKey === undefined || expectedHostKey === pinned.fingerprint)) return pinned;
  const seen = await fetchHostKey({ host, port, ...(signal === undefined ? {} : { signal }) });
  if (expectedHostKey !== undefined && expectedHostKey !== seen.fingerprint) {
    throw new ProvisionError({
      code: 'TT-SSH-05',
      message: `${host} is not the server with the fingerprint you gave; nothing was sent to it.`,
      evidence: [`given: ${expectedHostKey}`, `the server’s: ${seen.fingerprint}`],
    });
  }
  if (pinned !== undefined && pinned.fingerprint !== seen.fingerprint) {
    throw new ProvisionError({
      code: 'TT-SSH-05',
      message: `${host} shows another host key than the one confirmed earlier; nothing was sent to it.`,
      evidence: [`confirmed: ${pinned.fingerprint}`, `now: ${seen.fingerprint}`],
    });
  }
  if (expectedHostKey === undefined && !(await confirm(seen))) {
    throw new ProvisionError({
      code: 'TT-SSH-04',
      message: `The identity of ${host} was not confirmed; nothing was sent to it.`,
      evidence: [`${seen.type} ${seen.fingerprint}`],
    });
  }
  await pins.pin({ host, port }, seen);
  return seen;
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
