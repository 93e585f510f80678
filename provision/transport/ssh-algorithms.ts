import type { Algorithms, CipherAlgorithm, ServerHostKeyAlgorithm } from 'ssh2';

export type { Algorithms } from 'ssh2';

/** Ciphers that Node's OpenSSL and Electron's BoringSSL both know: chacha20-poly1305 is not among them. 128 bits first, as OpenSSH does. */
const cipher: CipherAlgorithm[] = ['aes128-gcm@openssh.com', 'aes256-gcm@openssh.com', 'aes256-ctr'];

const hostKeys: readonly ServerHostKeyAlgorithm[] = [
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'rsa-sha2-512',
  'rsa-sha2-256',
];

/** A server has at most one key of each. */
const families = ['ssh-ed25519', 'ecdsa-', 'rsa-'] as const;
export type KeyFamily = (typeof families)[number];

/** Kinds of keys besides the one of this key's type. */
export function otherFamilies(type: string): readonly KeyFamily[] {
  const name = type === 'ssh-rsa' ? 'rsa-' : type;
  return families.filter((family) => !name.startsWith(family));
}

/** Takes a key of this kind or none. */
export function algorithmsOf(family: KeyFamily): Algorithms {
  return { cipher, serverHostKey: hostKeys.filter((name) => name.startsWith(family)) };
}

/** A server with several keys is asked for the pinned one first, so that a new key beside it is not taken for a change. */
export function algorithms(pinnedType?: string): Algorithms {
  const isPinned = (name: string) => (pinnedType === 'ssh-rsa' ? name.startsWith('rsa-') : name === pinnedType);
  const serverHostKey = [...hostKeys.filter(isPinned), ...hostKeys.filter((name) => !isPinned(name))];
  return { cipher, serverHostKey };
}
