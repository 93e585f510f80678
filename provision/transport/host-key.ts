import { createHash } from 'node:crypto';
import { type Address, printed, resolvable } from './address.ts';
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
  /** Default 10 000. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
};

/**
 * Asks a server who it is and hangs up: no user name and no credential is sent. The only thing to do on a first
 * connection. Rejects with TT-SSH-01, -02, -03, -08 or -09.
 */
export async function fetchHostKey({ host, port, timeoutMs = 10_000, signal }: FetchOptions): Promise<HostKey> {
  const address = { host, port };
  const started = performance.now();
  const socket = await openSocket({ ...address, timeoutMs, signal });
  const left = Math.max(1_000, timeoutMs - (performance.now() - started));
  const blob = await refuseAfterKey({ socket, where: printed(address), timeoutMs: left, signal });
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
