import { ProvisionError } from '../../provision/model/error.ts';
import { fetchExpectedKey, fetchHostKey, type HostKey } from '../../provision/transport/host-key.ts';
import { knownHostsFile, pinnedKey } from '../../provision/transport/known-hosts.ts';
import type { LaptopFiles } from './laptop.ts';

export type ServerAddress = { readonly host: string; readonly port: number };

export type Look = {
  /** What the server shows now. */
  readonly seen: HostKey;
  /** What a person confirmed earlier on this laptop. */
  readonly confirmed: HostKey | undefined;
};

type Asking = ServerAddress & { readonly files: LaptopFiles; readonly signal?: AbortSignal };

/** Asks a server who it is; nothing is sent to it. */
export async function lookAt({ host, port, files, signal }: Asking): Promise<Look> {
  const confirmed = pinnedKey(await knownHostsFile(files.knownHosts).read(), { host, port });
  const type = confirmed === undefined ? {} : { type: confirmed.type };
  const seen = await fetchHostKey({ host, port, ...type, ...(signal === undefined ? {} : { signal }) });
  return { seen, confirmed };
}

/** The command that shows the same fingerprint on the server’s own screen. */
export function compareCommand(type: string): string {
  const name = type.startsWith('ecdsa') ? 'ecdsa' : type.replace(/^ssh-/, '');
  return `ssh-keygen -lf /etc/ssh/ssh_host_${name}_key.pub`;
}

export type ConfirmOptions = Asking & {
  /** The fingerprint the server must have, told beforehand; otherwise `confirm` asks a person once. */
  readonly expectedHostKey?: string;
  /** Shown the identity of a server that was never confirmed; nothing is sent to it before. */
  readonly confirm: (seen: HostKey) => Promise<boolean>;
};

/** The identity that may be trusted: confirmed earlier, told beforehand, or confirmed now. Rejects with TT-SSH-04, -05. */
export async function confirmedKey(options: ConfirmOptions): Promise<HostKey> {
  const { host, port, files, expectedHostKey, confirm, signal } = options;
  const pins = knownHostsFile(files.knownHosts);
  const pinned = pinnedKey(await pins.read(), { host, port });
  if (pinned !== undefined && (expectedHostKey === undefined || expectedHostKey === pinned.fingerprint)) return pinned;
  const { seen: first } = await lookAt(options);
  const asked = { host, port, ...(signal === undefined ? {} : { signal }) };
  const seen = expectedHostKey === undefined ? first : await fetchExpectedKey(asked, expectedHostKey);
  if (expectedHostKey !== undefined && expectedHostKey !== seen.fingerprint) {
    throw new ProvisionError({
      code: 'TT-SSH-05',
      message: `${host} is not the server with the fingerprint you gave; nothing was sent to it.`,
      evidence: [`given: ${expectedHostKey}`, `the server’s: ${seen.fingerprint}`],
    });
  }
  if (pinned !== undefined) {
    // The same server, known by another of its keys.
    if (first.fingerprint === pinned.fingerprint) return pinned;
    throw new ProvisionError({
      code: 'TT-SSH-05',
      message: `${host} shows another host key than the one confirmed earlier; nothing was sent to it.`,
      evidence: [`confirmed: ${pinned.fingerprint}`, `now: ${first.fingerprint}`],
    });
  }
  if (expectedHostKey === undefined && !(await confirm(seen))) throw notConfirmed(host, seen);
  await pins.pin({ host, port }, seen);
  return seen;
}

/** The pin of a server that a person confirmed. Rejects with TT-SSH-04 when there is none. */
export async function pinOf({ host, port }: ServerAddress, files: LaptopFiles): Promise<HostKey> {
  const pinned = pinnedKey(await knownHostsFile(files.knownHosts).read(), { host, port });
  if (pinned !== undefined) return pinned;
  throw notConfirmed(host);
}

function notConfirmed(host: string, seen?: HostKey): ProvisionError {
  return new ProvisionError({
    code: 'TT-SSH-04',
    message: `The identity of ${host} was not confirmed; nothing was sent to it.`,
    evidence: seen === undefined ? [] : [`${seen.type} ${seen.fingerprint}`],
  });
}
