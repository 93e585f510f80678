import { createHash } from 'node:crypto';
import { ProvisionError } from '../model/error.ts';
import { type Address, printed, resolvable } from './address.ts';
import { type Algorithms, algorithms, algorithmsOf, otherFamilies } from './ssh-algorithms.ts';
import { refuseAfterKey } from './ssh-client.ts';
import { openSocket } from './ssh-socket.ts';

/** The identity of a server. */
export type HostKey = {
  /** Such as `ssh-ed25519`. */
  readonly type: string;
  /** As OpenSSH prints it: `SHA256:` and 43 characters of base64. */
  readonly fingerprint: string;
  /** A line of a known_hosts file. */
  readonly line: string;
};

export type FetchOptions = Address & {
  /** Asked for first when the server has keys of several types. */
  readonly type?: string;
  /** Default 10 000. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
};

/**
 * Asks a server who it is and hangs up: no user name and no credential is sent. The only thing to do on a first
 * connection. Rejects with TT-SSH-01, -02, -03, -08 or -09.
 */
export function fetchHostKey({ type, ...options }: FetchOptions): Promise<HostKey> {
  return shownKey(options, algorithms(type));
}

/**
 * The server's key with this fingerprint, whichever of its types that is; the one it shows by itself when none of its keys
 * has it. Rejects as `fetchHostKey`.
 */
export async function fetchExpectedKey(options: FetchOptions, fingerprint: string): Promise<HostKey> {
  const first = await fetchHostKey(options);
  if (first.fingerprint === fingerprint) return first;
  for (const family of otherFamilies(first.type)) {
    const other = await shownKey(options, algorithmsOf(family)).catch((thrown: unknown) => {
      // It has no key of that kind.
      if (thrown instanceof ProvisionError && thrown.code === 'TT-SSH-08') return undefined;
      throw thrown;
    });
    if (other?.fingerprint === fingerprint) return other;
  }
  return first;
}

async function shownKey(
  { host, port, timeoutMs = 10_000, signal }: Omit<FetchOptions, 'type'>,
  offered: Algorithms,
): Promise<HostKey> {
  const address = { host, port };
  const started = performance.now();
  const socket = await openSocket({ ...address, timeoutMs, signal });
  const left = Math.max(1_000, timeoutMs - (performance.now() - started));
  const blob = await refuseAfterKey({ socket, where: printed(address), timeoutMs: left, signal }, offered);
  return hostKeyOf(address, blob);
}

/** Reads a public key in SSH's wire form: a length, the type, the rest. */
export function hostKeyOf(address: Address, blob: Buffer): HostKey {
  const type = blob.subarray(4, 4 + blob.readUInt32BE(0)).toString('latin1');
  return { type, fingerprint: fingerprintOf(blob), line: `${hostField(address)} ${type} ${blob.toString('base64')}` };
}

export function fingerprintOf(blob: Uint8Array): string {
  return `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`;
}

/** The first field of a known_hosts line. */
export function hostField(address: Address): string {
  const host = resolvable(address).toLowerCase();
  return address.port === 22 ? host : `[${host}]:${address.port}`;
}
